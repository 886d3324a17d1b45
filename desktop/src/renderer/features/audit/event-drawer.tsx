// Everything that one event says, and the ways on from it.
import { Button, Group, Stack, Text } from '@mantine/core'
import type { AuditEventView } from '@motp/shared/protocol/admin-audit'
import { useTranslation } from 'react-i18next'
import { auditActionName } from '../../i18n/audit-action-names.ts'
import { formatMoment } from '../../i18n/format-time.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { usePartyName } from '../../i18n/use-party-name.ts'
import { Digits } from '../../ui/digits.tsx'
import { FactList } from '../../ui/fact-list.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { SideDrawer } from '../../ui/side-drawer.tsx'

type EventDrawerProps = { event: AuditEventView | undefined; onClose: () => void; onNarrow: (filter: Record<string, string>) => void }

export function EventDrawer({ event, onClose, onNarrow }: EventDrawerProps) {
  const { t } = useTranslation()
  return (
    <SideDrawer isOpen={event !== undefined} onClose={onClose} title={event ? t('audit.event', { number: event.sequence }) : ''}>
      {event && <Content event={event} onNarrow={onNarrow} />}
    </SideDrawer>
  )
}

function Content({ event, onNarrow }: { event: AuditEventView; onNarrow: EventDrawerProps['onNarrow'] }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const nameParty = usePartyName()
  const { reason, serial: _, ...others } = event.detail
  return (
    <Stack gap="lg">
      <FactList
        facts={[
          [t('audit.fields.at'), formatMoment(event.at, language)],
          [t('audit.fields.action'), auditActionName(event.action, language)],
          [t('audit.fields.code'), event.action],
          [t('audit.fields.actor'), nameParty(event)],
          [t('audit.fields.about'), event.account],
          [t('audit.fields.serial'), event.serial && <Digits text={event.serial} every={5} />],
          [t('audit.fields.address'), event.address],
          [t('audit.reasonField'), typeof reason === 'string' ? reason : null],
        ]}
      />
      {Object.keys(others).length > 0 && (
        <div>
          <Text fw={600} mb="xs">
            {t('audit.moreFields')}
          </Text>
          <FactList
            facts={Object.entries(others).map(
              ([key, value]) => [key, key === 'lockedUntil' ? formatMoment(Number(value), language) : String(value)] as const,
            )}
          />
        </div>
      )}
      <Group gap="sm">
        {event.account && (
          <Button variant="default" size="sm" onClick={() => onNarrow({ user: event.account ?? '' })}>
            {t('audit.onlyThisUser')}
          </Button>
        )}
        {event.actorName && !event.actor.startsWith('client:') && (
          <Button variant="default" size="sm" onClick={() => onNarrow({ actor: event.actorName ?? '' })}>
            {t('audit.onlyThisActor')}
          </Button>
        )}
        {event.userId && (
          <LinkButton to="/it/users/$userId" params={{ userId: event.userId }} variant="default" size="sm">
            {t('audit.openUser')}
          </LinkButton>
        )}
      </Group>
    </Stack>
  )
}
