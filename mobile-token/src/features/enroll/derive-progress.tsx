// How far the key derivation is, by a measured estimate: it never shows the end before the end.
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { progressAt } from './progress.ts'

export function DeriveProgress({ estimateMs }: { estimateMs: number | undefined }) {
  const { t } = useTranslation()
  const progress = useProgress(estimateMs)
  return (
    <div className="working">
      <strong role="status">{t('offline.deriving')}</strong>
      <progress className="progress" max={1} value={progress} aria-label={t('offline.deriving')} />
      <p className="muted">
        {estimateMs === undefined
          ? t('offline.derivingMeasure')
          : t('offline.derivingBody', { seconds: Math.max(1, Math.ceil(estimateMs / 1000)) })}
      </p>
    </div>
  )
}

function useProgress(estimateMs: number | undefined): number {
  const [progress, setProgress] = useState(0)
  useEffect(() => {
    if (estimateMs === undefined) return
    const startedAt = performance.now()
    const timer = setInterval(() => setProgress(progressAt(performance.now() - startedAt, estimateMs)), 100)
    return () => clearInterval(timer)
  }, [estimateMs])
  return progress
}
