// Account and secret; the secret is the directory password or the current code of the user's token.
import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorSentence } from '../../ui/use-error-sentence.ts'
import { useSignIn } from './use-session.ts'

type Field = 'account' | 'secret'

export function SignInForm() {
  const { t } = useTranslation()
  const sentenceFor = useErrorSentence()
  const signIn = useSignIn()
  const [typed, setTyped] = useState({ account: '', secret: '' })
  const [missing, setMissing] = useState<Field>()

  function change(field: Field, value: string) {
    setTyped({ ...typed, [field]: value })
    setMissing(undefined)
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const empty = typed.account.trim() === '' ? 'account' : typed.secret === '' ? 'secret' : undefined
    setMissing(empty)
    const form = event.currentTarget
    const focus = (field: Field) => form.querySelector<HTMLInputElement>(`input[name="${field}"]`)?.focus()
    if (empty) return focus(empty)
    signIn.mutate(typed, {
      onError: () => {
        setTyped((before) => ({ ...before, secret: '' }))
        focus('secret')
      },
    })
  }

  const refusal = signIn.error ? sentenceFor(signIn.error) : undefined
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          name="account"
          label={t('signIn.account')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          value={typed.account}
          onChange={(event) => change('account', event.currentTarget.value)}
          error={missing === 'account' && t('signIn.accountMissing')}
        />
        <PasswordInput
          name="secret"
          label={t('signIn.secret')}
          autoComplete="current-password"
          value={typed.secret}
          onChange={(event) => change('secret', event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.reveal') }}
          error={missing === 'secret' ? t('signIn.secretMissing') : refusal}
          errorProps={{ role: 'alert' }}
        />
        <Button type="submit" size="lg" mt="xs" loading={signIn.isPending}>
          {t('signIn.submit')}
        </Button>
      </Stack>
    </form>
  )
}
