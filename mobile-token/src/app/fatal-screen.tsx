// Why the app cannot run here at all, and what to do.
import { useTranslation } from 'react-i18next'
import { Page } from '../ui/page.tsx'

export function FatalScreen({ reason }: { reason: 'insecure' | 'storage' | 'crash' }) {
  const { t } = useTranslation()
  return (
    <Page title={t(`app.${reason}Title`)}>
      <p role="alert">{t(`app.${reason}Body`)}</p>
      <button type="button" className="button button-primary" onClick={() => location.reload()}>
        {t('app.reload')}
      </button>
    </Page>
  )
}
