// Asks for one more proof when an action needs it; the action then goes on by itself.
import { Radio, Stack, Text } from '@mantine/core'
import { type ProofKind, proofKinds } from '@motp/shared/protocol/session'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/dialog.tsx'
import type { ProofRequest } from './proof-desk.ts'
import { useProofDesk } from './proof-desk-context.ts'
import { ProofForm } from './proof-form.tsx'

type ProofDialogProps = { codeDigits: 6 | 8 }

export function ProofDialog({ codeDigits }: ProofDialogProps) {
  const { t } = useTranslation()
  const { request, settle } = useProofDesk()
  return (
    <Dialog
      isOpen={request !== undefined}
      onClose={() => settle(false)}
      title={t(request && asksActivationCode(request) ? 'proofs.activationTitle' : 'proofs.title')}
      isWide
    >
      {request && <ProofChoice request={request} codeDigits={codeDigits} onSettled={settle} />}
    </Dialog>
  )
}

type ProofChoiceProps = { request: ProofRequest; codeDigits: 6 | 8; onSettled: (isProven: boolean) => void }

function ProofChoice({ request, codeDigits, onSettled }: ProofChoiceProps) {
  const { t } = useTranslation()
  const kinds = proofKinds.filter((kind) => request.kinds.includes(kind))
  const [chosen, setChosen] = useState<ProofKind | undefined>(kinds[0])
  return (
    <Stack gap="lg">
      <Text>{t(findPurpose(request), { needed: request.needed })}</Text>
      {kinds.length > 1 && (
        <Radio.Group
          label={t('proofs.choose')}
          value={chosen ?? null}
          onChange={(value) => setChosen(kinds.find((kind) => kind === value))}
        >
          <Stack gap="xs" mt="xs">
            {kinds.map((kind) => (
              <Radio key={kind} value={kind} label={t(`proofs.kinds.${kind}`)} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      {chosen && <ProofForm key={chosen} kind={chosen} codeDigits={codeDigits} onSettled={onSettled} />}
    </Stack>
  )
}

function asksActivationCode({ kinds }: ProofRequest): boolean {
  return kinds.length === 1 && kinds[0] === 'activation-code'
}

function findPurpose(request: ProofRequest) {
  if (asksActivationCode(request)) return 'proofs.needActivationCode'
  return request.needed > 1 ? 'proofs.needSeveral' : 'proofs.needOne'
}
