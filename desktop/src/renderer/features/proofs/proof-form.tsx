// One proof of one kind: password, code of the phone, mailed code, or activation code from IT.
import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core'
import { isGroupValid } from '@motp/shared/enrollment/digit-groups'
import { normaliseCode } from '@motp/shared/otp/otp-parameters'
import type { ProofKind } from '@motp/shared/protocol/session'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CodeField } from '../../ui/code-field.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { GroupFields, type GroupVerdict } from '../../ui/group-fields.tsx'
import { Notice } from '../../ui/notice.tsx'
import { digitsPerGroup } from '../../ui/spread-digits.ts'
import { useErrorSentence } from '../../ui/use-error-sentence.ts'
import { useAddProof, useMailCode } from './use-proofs.ts'

type ProofFormProps = { kind: ProofKind; codeDigits: 6 | 8; onSettled: (isProven: boolean) => void }

/** The mailed code has eight digits whatever the token shows. */
const mailedDigits = 8

export function ProofForm({ kind, codeDigits, onSettled }: ProofFormProps) {
  const { t } = useTranslation()
  const sentenceFor = useErrorSentence()
  const add = useAddProof()
  const [value, setValue] = useState('')
  const [isMissing, setMissing] = useState(false)

  function change(typed: string) {
    setValue(typed)
    setMissing(false)
    add.reset()
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    const proof = readProof(kind, value, codeDigits)
    setMissing(proof === undefined)
    if (proof !== undefined) add.mutate({ kind, value: proof }, { onSuccess: () => onSettled(true) })
  }

  const error = isMissing ? t(`proofs.missing.${kind}`) : add.error ? sentenceFor(add.error) : undefined
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <ProofField kind={kind} value={value} onChange={change} codeDigits={codeDigits} error={error} />
        <Group justify="flex-end" mt="sm">
          <Button variant="default" onClick={() => onSettled(false)}>
            {t('actions.cancel')}
          </Button>
          <Button type="submit" loading={add.isPending}>
            {t('actions.confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function readProof(kind: ProofKind, value: string, codeDigits: 6 | 8): string | undefined {
  if (kind === 'code') return normaliseCode(value, codeDigits)
  if (kind === 'mailed-code') return normaliseCode(value, mailedDigits)
  if (kind === 'password') return value === '' ? undefined : value
  return activationVerdicts(splitGroups(value), '').every((verdict) => verdict === true) ? value : undefined
}

type ProofFieldProps = { kind: ProofKind; value: string; onChange: (value: string) => void; codeDigits: 6 | 8; error: string | undefined }

function ProofField({ kind, value, onChange, codeDigits, error }: ProofFieldProps) {
  const { t } = useTranslation()
  const label = t(`proofs.fields.${kind}`)
  if (kind === 'password')
    return (
      <PasswordInput
        label={label}
        data-autofocus
        autoComplete="current-password"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={error}
        errorProps={{ role: 'alert' }}
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.reveal') }}
      />
    )
  if (kind === 'code') return <CodeField label={label} digits={codeDigits} value={value} onChange={onChange} error={error} autoFocus />
  if (kind === 'mailed-code') return <MailedCodeField label={label} value={value} onChange={onChange} error={error} />
  const groups = splitGroups(value)
  return (
    <>
      <GroupFields
        legend={label}
        groups={groups}
        onChange={(typed) => onChange(typed.join(' '))}
        verdicts={activationVerdicts(groups, t('proofs.wrongGroup'))}
      />
      {error && (
        <Text c="var(--motp-bad)" size="sm" role="alert">
          {error}
        </Text>
      )}
    </>
  )
}

function MailedCodeField({
  label,
  value,
  onChange,
  error,
}: {
  label: string
  value: string
  onChange: (value: string) => void
  error: string | undefined
}) {
  const { t } = useTranslation()
  const mail = useMailCode()
  return (
    <Stack gap="sm">
      <Group>
        <Button variant="default" onClick={() => mail.mutate()} loading={mail.isPending}>
          {t(mail.data ? 'proofs.mailAgain' : 'proofs.mail')}
        </Button>
      </Group>
      {mail.data && <Notice kind="good">{t('proofs.mailed', { address: mail.data.sentTo })}</Notice>}
      <ErrorNotice error={mail.error} />
      <CodeField label={label} digits={mailedDigits} value={value} onChange={onChange} error={error} />
    </Stack>
  )
}

function splitGroups(value: string): string[] {
  const groups = value.split(' ')
  return [0, 1, 2].map((position) => groups[position] ?? '')
}

function activationVerdicts(groups: readonly string[], wrong: string): GroupVerdict[] {
  return groups.map((group, position) =>
    group.length < digitsPerGroup ? undefined : isGroupValid('activation', position, group) ? true : wrong,
  )
}
