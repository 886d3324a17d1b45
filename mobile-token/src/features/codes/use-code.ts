// The code of one profile now, its time left, and the next one. Ticks once a second, on the second.
import type { OtpParameters } from '@motp/shared/otp/otp-parameters'
import { stepEndsAt, timeStep } from '@motp/shared/otp/time-step'
import { useEffect, useState } from 'react'
import type { Vault } from '../../vault/vault.ts'
import { remainingSeconds } from './code-text.ts'

type CodeSource = { vault: Vault; profileId: string; parameters: OtpParameters }
type Codes = { step: number; current: string; next: string }

/** `codes` is undefined until the first was computed. */
export function useCode({ vault, profileId, parameters }: CodeSource): { codes: Codes | undefined; remaining: number } {
  const now = useNow()
  const { periodSeconds } = parameters
  const step = timeStep(now, periodSeconds)
  const [codes, setCodes] = useState<Codes>()
  useEffect(() => {
    let isCurrent = true
    Promise.all([vault.codeOf(profileId, step), vault.codeOf(profileId, step + 1)]).then(
      ([current, next]) => isCurrent && setCodes({ step, current, next }),
      // Cleared in another window: the list is about to drop the card.
      () => isCurrent && setCodes(undefined),
    )
    return () => {
      isCurrent = false
    }
  }, [vault, profileId, step])
  return { codes, remaining: remainingSeconds(now, stepEndsAt(step, periodSeconds)) }
}

function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const tick = () => {
      setNow(Date.now())
      timer = setTimeout(tick, 1000 - (Date.now() % 1000))
    }
    timer = setTimeout(tick, 1000 - (Date.now() % 1000))
    return () => clearTimeout(timer)
  }, [])
  return now
}
