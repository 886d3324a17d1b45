// Reset, suspend and resume as one thing a page can run: it is busy, it failed, or it has a line to tell.
import type { Token } from '@motp/shared/protocol/tokens'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatResultTime } from '../../i18n/format-time.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { useResetToken, useResumeToken, useSuspendToken } from './use-tokens.ts'

type Done = { kind: 'reset' | 'suspend' | 'resume'; at: number } | { kind: 'resync'; offsetSeconds: number }

export function useTokenChange() {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const [done, setDone] = useState<Done>()
  const reset = useResetToken()
  const suspend = useSuspendToken()
  const resume = useResumeToken()
  const all = [reset, suspend, resume]

  function forget() {
    setDone(undefined)
    for (const action of all) action.reset()
  }

  function run(token: Token, kind: 'reset' | 'suspend' | 'resume') {
    forget()
    const input = { params: { tokenId: token.id } }
    if (kind === 'reset') reset.mutate(input, { onSuccess: ({ changedAt }) => setDone({ kind, at: changedAt }) })
    else (kind === 'suspend' ? suspend : resume).mutate(input, { onSuccess: () => setDone({ kind, at: Date.now() }) })
  }

  function tell(what: Done): string {
    if (what.kind !== 'resync') return t(`tokens.done.${what.kind}`, { time: formatResultTime(what.at, language) })
    const seconds = Math.abs(what.offsetSeconds)
    if (seconds === 0) return t('resync.exact')
    return t(what.offsetSeconds > 0 ? 'resync.fast' : 'resync.slow', { seconds })
  }

  return {
    run,
    forget,
    tellResync: (offsetSeconds: number) => setDone({ kind: 'resync', offsetSeconds }),
    result: done && tell(done),
    error: all.find((action) => action.error)?.error,
    isBusy: all.some((action) => action.isPending),
  }
}
