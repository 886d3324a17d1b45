// 說明: how to register, what each way can and cannot protect, and what to do when the phone is gone.
import { List, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { FocusHeading } from '../../ui/focus-heading.tsx'
import { Panel } from '../../ui/panel.tsx'

const sections = {
  lost: ['suspend', 'reset', 'code'],
  app: ['install', 'open', 'offlineUse'],
  online: ['how', 'strong', 'limit'],
  offline: ['how', 'strong', 'limit', 'advice'],
  trouble: ['clock', 'locked', 'otherDevice'],
  never: ['ask', 'mail'],
} as const

export function HelpPage() {
  const { t } = useTranslation()
  return (
    <Stack gap="lg">
      <FocusHeading documentTitle={t('help.title')}>{t('help.title')}</FocusHeading>
      <HelpSection title={t('help.lost.title')} sentences={sections.lost.map((key) => t(`help.lost.${key}`))} isOrdered />
      <HelpSection title={t('help.app.title')} sentences={sections.app.map((key) => t(`help.app.${key}`))} />
      <HelpSection title={t('help.online.title')} sentences={sections.online.map((key) => t(`help.online.${key}`))} />
      <HelpSection title={t('help.offline.title')} sentences={sections.offline.map((key) => t(`help.offline.${key}`))} />
      <HelpSection title={t('help.trouble.title')} sentences={sections.trouble.map((key) => t(`help.trouble.${key}`))} />
      <HelpSection title={t('help.never.title')} sentences={sections.never.map((key) => t(`help.never.${key}`))} />
      <Text c="dimmed">{t('help.contact')}</Text>
    </Stack>
  )
}

function HelpSection({ title, sentences, isOrdered = false }: { title: string; sentences: readonly string[]; isOrdered?: boolean }) {
  return (
    <Panel>
      <Title order={2} size="h4" mb="sm">
        {title}
      </Title>
      <List type={isOrdered ? 'ordered' : 'unordered'} spacing="xs">
        {sentences.map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
    </Panel>
  )
}
