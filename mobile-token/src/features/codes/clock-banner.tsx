// Says by how much the phone's clock is off, and what to do; nothing while it is right or unknown.
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { type ClockWatch, isClockOff } from '../../platform/clock.ts'
import { Banner } from '../../ui/banner.tsx'

export function ClockBanner({ clock }: { clock: ClockWatch }) {
  const { t } = useTranslation()
  const offset = useSyncExternalStore(clock.subscribe, clock.offsetSeconds)
  if (!isClockOff(offset)) return null
  const seconds = Math.abs(offset)
  const amount = seconds < 120 ? t('clock.seconds', { count: seconds }) : t('clock.minutes', { count: Math.round(seconds / 60) })
  return (
    <Banner kind="warning">
      <strong>{t(offset > 0 ? 'clock.fast' : 'clock.slow', { amount })}</strong>
      <p>{t('clock.advice')}</p>
    </Banner>
  )
}
