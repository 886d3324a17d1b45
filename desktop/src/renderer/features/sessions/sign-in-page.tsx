// The way in. Says why when a session was lost on the way.
import { Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../ui/notice.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SignInForm } from './sign-in-form.tsx'

export type SignInReason = 'ended' | 'signed-out'

type SignInPageProps = { reason: SignInReason | undefined }

export function SignInPage({ reason }: SignInPageProps) {
  const { t } = useTranslation()
  return (
    <Stack maw={440} mx="auto" gap="lg" py={{ base: 'sm', sm: 'xl' }}>
      <PageTitle>{t('signIn.title')}</PageTitle>
      {reason === 'ended' && (
        <Notice kind="warn" title={t('signIn.endedTitle')}>
          {t('signIn.ended')}
        </Notice>
      )}
      {reason === 'signed-out' && <Notice kind="good">{t('signIn.signedOut')}</Notice>}
      <Panel>
        <Stack gap="lg">
          <Stack gap={4}>
            <Title order={1} size="h2">
              {t('signIn.title')}
            </Title>
            <Text c="dimmed">{t('signIn.hint')}</Text>
          </Stack>
          <SignInForm />
        </Stack>
      </Panel>
    </Stack>
  )
}
