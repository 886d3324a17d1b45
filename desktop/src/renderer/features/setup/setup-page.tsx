// 系統設定: relying systems, and what the server is connected to, with tests that tell what to put right.
import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { FocusHeading } from '../../ui/focus-heading.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ClientList } from './client-list.tsx'
import { Connections } from './connections.tsx'
import { useSetup } from './use-setup.ts'

export function SetupPage({ mayChange }: { mayChange: boolean }) {
  const { t } = useTranslation()
  const { data: setup, error, refetch } = useSetup()
  return (
    <Stack gap="lg">
      <div>
        <FocusHeading documentTitle={t('it.nav.setup')}>{t('it.nav.setup')}</FocusHeading>
        <Text c="dimmed">{t('setup.hint')}</Text>
      </div>
      {!mayChange && <Notice kind="info">{t('setup.readOnly')}</Notice>}
      <ClientList mayChange={mayChange} />
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!setup && !error && <Loading />}
      {setup && <Connections setup={setup} mayTest={mayChange} />}
    </Stack>
  )
}
