// What to tell when the code did not fit: how many tries are left, and when the clock of the phone is the reason.
import { useTranslation } from 'react-i18next'

export type Mismatch = { triesLeft: number; clockOffsetSeconds: number | null }

export function useMismatchSentence(): (mismatch: Mismatch) => string {
  const { t } = useTranslation()
  return ({ triesLeft, clockOffsetSeconds }) => {
    if (clockOffsetSeconds === null) return t('confirm.mismatch', { triesLeft })
    const minutes = Math.max(1, Math.round(Math.abs(clockOffsetSeconds) / 60))
    return t(clockOffsetSeconds > 0 ? 'confirm.clockFast' : 'confirm.clockSlow', { minutes, triesLeft })
  }
}
