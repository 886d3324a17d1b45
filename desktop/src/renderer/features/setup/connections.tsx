// Directories, mail and RADIUS as they are configured, each with its test.
import { Badge, Button, Group, Text, TextInput, Title } from '@mantine/core'
import type { getSetup } from '@motp/shared/protocol/admin-setup'
import type { Reply } from '@motp/shared/protocol/endpoint'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { FindingList } from './finding-list.tsx'
import styles from './setup-page.module.css'
import { useTestDirectory, useTestMail, useTestRadius } from './use-setup.ts'

type Setup = Reply<typeof getSetup>
type ConnectionsProps = { setup: Setup; mayTest: boolean }

export function Connections({ setup, mayTest }: ConnectionsProps) {
  const { t } = useTranslation()
  return (
    <>
      <Panel p="lg">
        <Title order={2} size="h4">
          {t('setup.directories')}
        </Title>
        {setup.directories.map((directory) => (
          <Directory key={directory.name} directory={directory} mayTest={mayTest} />
        ))}
      </Panel>
      <Panel p="lg">
        <Mail mail={setup.mail} mayTest={mayTest} />
      </Panel>
      <Panel p="lg">
        <Radius radius={setup.radius} mayTest={mayTest} />
      </Panel>
    </>
  )
}

const healthColours = { up: 'teal', down: 'red.9', unknown: 'var(--motp-idle)' }

function Directory({ directory, mayTest }: { directory: Setup['directories'][number]; mayTest: boolean }) {
  const { t } = useTranslation()
  const [account, setAccount] = useState('')
  const test = useTestDirectory(directory.name)
  const person = test.data?.person
  return (
    <section className={styles.part} aria-label={directory.name}>
      <div className={styles.head}>
        <div>
          <Group gap="sm">
            <Text fw={600}>{directory.name}</Text>
            <Badge variant="outline" tt="none" color={healthColours[directory.health]}>
              {t(`setup.health.${directory.health}`)}
            </Badge>
          </Group>
          <Text size="sm" c="dimmed">
            {directory.url} · {directory.baseDn}
          </Text>
        </div>
        {mayTest && (
          <Group align="end" gap="sm">
            <TextInput
              size="sm"
              label={t('setup.directoryAccount')}
              value={account}
              onChange={(event) => setAccount(event.currentTarget.value)}
              maxLength={256}
              autoComplete="off"
            />
            <Button
              variant="default"
              size="sm"
              loading={test.isPending}
              onClick={() => test.mutate(account.trim())}
              aria-label={t('setup.named.test', { name: directory.name })}
            >
              {t('setup.test')}
            </Button>
          </Group>
        )}
      </div>
      <ErrorNotice error={test.error} />
      {test.data && <FindingList findings={test.data.findings} />}
      {person && (
        <Text>
          {t('setup.person', {
            account: person.account,
            name: person.displayName,
            mail: person.mail ?? t('setup.noMail'),
            roles: person.roles.join(' '),
          })}{' '}
          {person.isDisabled && t('setup.disabled')}
        </Text>
      )}
      {test.data && !person && test.variables !== '' && <Text>{t('setup.nobody')}</Text>}
    </section>
  )
}

function Mail({ mail, mayTest }: { mail: Setup['mail']; mayTest: boolean }) {
  const { t } = useTranslation()
  const test = useTestMail()
  return (
    <>
      <div className={styles.head}>
        <div>
          <Title order={2} size="h4" mb="xs">
            {t('setup.mail')}
          </Title>
          <Text>
            {mail.kind === 'smtp' ? t('setup.mailServer', { host: mail.host ?? '', from: mail.from ?? '' }) : t('setup.demoInbox')}
          </Text>
        </div>
        {mayTest && (
          <Button variant="default" size="sm" loading={test.isPending} onClick={() => test.mutate()}>
            {t('setup.mailTest')}
          </Button>
        )}
      </div>
      <ErrorNotice error={test.error} />
      {test.data && (
        <>
          <FindingList findings={test.data.findings} />
          {test.data.findings.every(({ isRight }) => isRight) && <Text mt="xs">{t('setup.mailSent', { address: test.data.sentTo })}</Text>}
        </>
      )}
    </>
  )
}

function Radius({ radius, mayTest }: { radius: Setup['radius']; mayTest: boolean }) {
  const { t } = useTranslation()
  const test = useTestRadius()
  return (
    <>
      <div className={styles.head}>
        <div>
          <Title order={2} size="h4" mb="xs">
            {t('setup.radius')}
          </Title>
          <Text>
            {radius ? t('setup.radiusAt', { host: radius.host, port: radius.port }) : t('setup.radiusOff')}{' '}
            {radius && radius.tlsPort !== null && t('setup.radiusTls', { port: radius.tlsPort })}
          </Text>
        </div>
        {mayTest && radius && (
          <Button variant="default" size="sm" loading={test.isPending} onClick={() => test.mutate()}>
            {t('setup.radiusTest')}
          </Button>
        )}
      </div>
      <ErrorNotice error={test.error} />
      {test.data && <FindingList findings={test.data} />}
    </>
  )
}
