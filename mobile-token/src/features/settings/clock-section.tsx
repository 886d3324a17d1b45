// The phone's clock against the server's, on request.
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { type ClockWatch, isClockOff } from '../../platform/clock.ts'

export function ClockSection({ clock }: { clock: ClockWatch }) {
  const { t } = useTranslation()
  const offset = useSyncExternalStore(clock.subscribe, clock.offsetSeconds)
  return (
    <>
      <p role="status">{sentence(offset)}</p>
      {isClockOff(offset) && <p>{t('clock.advice')}</p>}
      <button type="button" className="button" onClick={() => void clock.measure()}>
        {t('settings.clockCheck')}
      </button>
    </>
  )

  function sentence(seconds: number | undefined): string {
    if (seconds === undefined) return t('settings.clockUnknown')
    const distance = Math.abs(seconds)
    if (!isClockOff(seconds)) return t('settings.clockFine', { seconds: distance })
    return t(seconds > 0 ? 'clock.fast' : 'clock.slow', { amount: t('clock.seconds', { count: distance }) })
  }
}
