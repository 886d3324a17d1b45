// 系統設定: relying systems and what the server is connected to, with tests that tell what to put right; brand; the words of the mails.
import { Stack, Tabs, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { FocusHeading } from '../../ui/focus-heading.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useAddressFilters } from '../../ui/use-address-filters.ts'
import { ClientList } from './client-list.tsx'
import { Connections } from './connections.tsx'
import styles from './setup-page.module.css'
import { useSetup } from './use-setup.ts'

const parts = ['connections', 'brand', 'mails'] as const
type Part = (typeof parts)[number]

type SetupPageProps = { mayChange: boolean; brand: ReactNode; mails: ReactNode }

export function SetupPage({ mayChange, brand, mails }: SetupPageProps) {
  const { t } = useTranslation()
  const { values, set } = useAddressFilters()
  const part = parts.find((one) => one === values.part) ?? 'connections'
  const contents: Record<Part, ReactNode> = { connections: <ConnectionsPart mayChange={mayChange} />, brand, mails }
  return (
    <Stack gap="lg">
      <FocusHeading documentTitle={t('it.nav.setup')}>{t('it.nav.setup')}</FocusHeading>
      {!mayChange && <Notice kind="info">{t('setup.readOnly')}</Notice>}
      <Tabs value={part} onChange={(next) => set({ part: next === 'connections' ? '' : (next ?? '') })} keepMounted={false}>
        <Tabs.List className={styles.tabs ?? ''} aria-label={t('it.nav.setup')}>
          {parts.map((one) => (
            <Tabs.Tab key={one} value={one} fz="md">
              {t(`setup.parts.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {parts.map((one) => (
          <Tabs.Panel key={one} value={one} pt="lg">
            {contents[one]}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Stack>
  )
}

function ConnectionsPart({ mayChange }: { mayChange: boolean }) {
  const { t } = useTranslation()
  const { data: setup, error, refetch } = useSetup()
  return (
    <Stack gap="lg">
      <Text c="dimmed">{t('setup.hint')}</Text>
      <ClientList mayChange={mayChange} />
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!setup && !error && <Loading />}
      {setup && <Connections setup={setup} mayTest={mayChange} />}
    </Stack>
  )
}
