// An address that the console does not have.
import { Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../ui/link-button.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { PageShell } from './page-shell.tsx'

export function NotFoundPage() {
  const { t } = useTranslation()
  return (
    <PageShell>
      <Stack align="flex-start" py="xl">
        <PageTitle>{t('notFound.title')}</PageTitle>
        <Title order={1} size="h2">
          {t('notFound.title')}
        </Title>
        <Text>{t('notFound.text')}</Text>
        <LinkButton to="/">{t('notFound.home')}</LinkButton>
      </Stack>
    </PageShell>
  )
}
