// In place of a page that cannot be shown: the server does not answer, or something broke on the way.
import { Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { FocusHeading } from '../ui/focus-heading.tsx'

type FailedPageProps = { error: unknown; onRetry: () => void }

export function FailedPage({ error, onRetry }: FailedPageProps) {
  const { t } = useTranslation()
  return (
    <Stack gap="lg">
      <FocusHeading documentTitle={t('unreachable.title')}>{t('unreachable.title')}</FocusHeading>
      <ErrorNotice error={error} onRetry={onRetry} />
    </Stack>
  )
}
