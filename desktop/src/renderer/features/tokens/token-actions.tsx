// What the owner can do with a registered phone: reset beside the serial, suspend or resume beside the status, resynchronise.
import { Button } from '@mantine/core'
import type { Token } from '@motp/shared/protocol/tokens'
import { useTranslation } from 'react-i18next'
import { mayReset } from '../../ui/token-status.ts'

export type TokenIntent = 'reset' | 'suspend' | 'resume' | 'resync'

type ActionProps = { token: Token; onIntent: (intent: TokenIntent) => void; isBusy: boolean }

export function ResetButton({ token, onIntent, isBusy }: ActionProps) {
  const { t } = useTranslation()
  if (!mayReset(token)) return null
  return (
    <Button variant="default" size="sm" disabled={isBusy} onClick={() => onIntent('reset')}>
      {t('tokens.reset')}
    </Button>
  )
}

export function SuspendButton({ token, onIntent, isBusy }: ActionProps) {
  const { t } = useTranslation()
  if (token.status === 'active')
    return (
      <Button variant="default" size="sm" disabled={isBusy} onClick={() => onIntent('suspend')}>
        {t('tokens.suspend')}
      </Button>
    )
  // A suspension by IT is lifted by IT only; a button that must fail would mislead.
  if (token.status !== 'suspended' || token.suspendedBy === 'admin') return null
  return (
    <Button size="sm" disabled={isBusy} onClick={() => onIntent('resume')}>
      {t('tokens.resume')}
    </Button>
  )
}

export function ResyncButton({ token, onIntent, isBusy }: ActionProps) {
  const { t } = useTranslation()
  if (token.status !== 'active') return null
  return (
    <Button variant="transparent" size="compact-sm" c="var(--motp-accent)" disabled={isBusy} onClick={() => onIntent('resync')}>
      {t('tokens.resync')}
    </Button>
  )
}
