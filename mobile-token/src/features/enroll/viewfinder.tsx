// The camera's picture with a frame to aim with, or why there is no picture.
import { useTranslation } from 'react-i18next'
import { Banner } from '../../ui/banner.tsx'
import { useScanner } from './use-scanner.ts'

export function Viewfinder({ onText }: { onText: (text: string) => void }) {
  const { t } = useTranslation()
  const { video, camera, retry } = useScanner(onText)
  if (camera.kind === 'failed') {
    const { reason } = camera
    return (
      <Banner kind="warning">
        <strong>{t(`scan.${reason}`)}</strong>
        <p>{t(`scan.${reason}Body`)}</p>
        {(reason === 'denied' || reason === 'busy') && (
          <button type="button" className="button" onClick={retry}>
            {t('app.retry')}
          </button>
        )}
      </Banner>
    )
  }
  return (
    <div className="viewfinder">
      <video ref={video} className="viewfinder-video" playsInline muted aria-label={t('scan.viewfinder')} />
      <div className="viewfinder-frame" aria-hidden="true" />
      {camera.kind === 'starting' && (
        <p className="viewfinder-note" role="status">
          {t('scan.starting')}
        </p>
      )}
    </div>
  )
}
