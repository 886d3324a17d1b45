// Is the trail as it was written? What the last check found, and the way to check now.
import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import type { AuditCheck } from '@motp/shared/protocol/admin-audit'
import { IconLink, IconLinkOff } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../../i18n/format-count.ts'
import { formatDateTime } from '../../i18n/format-time.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SegmentList } from './segment-list.tsx'
import { type AuditState, useAuditState, useChainCheck } from './use-audit.ts'

export function ChainState() {
  const { t } = useTranslation()
  const { data } = useAuditState()
  const check = useChainCheck()
  const [isOpen, setIsOpen] = useState(false)
  const segmentsId = useId()
  const last = check.result ?? data?.lastCheck
  const isBroken = last !== null && last !== undefined && !last.isWhole
  const Icon = isBroken ? IconLinkOff : IconLink
  return (
    <Panel p="md">
      <Stack gap="sm">
        <Group justify="space-between" gap="sm">
          <Group gap="sm" wrap="nowrap">
            <Icon size={22} color={isBroken ? 'var(--motp-bad)' : 'var(--motp-accent)'} aria-hidden style={{ flex: 'none' }} />
            <div>
              <Text fw={600}>
                {t('audit.chain.title')}
                {data && ` · ${t('audit.chain.events', { count: data.events })}`}
              </Text>
              {data && !isBroken && <CheckSentence last={last ?? null} />}
            </div>
          </Group>
          <Group gap="sm">
            {data?.sealed && (
              <Button variant="subtle" size="sm" aria-expanded={isOpen} aria-controls={segmentsId} onClick={() => setIsOpen(!isOpen)}>
                {t('audit.chain.segments', { count: data.sealed.segments })}
              </Button>
            )}
            <Button variant="default" size="sm" onClick={check.progress ? check.stop : check.start}>
              {t(check.progress ? 'audit.chain.stop' : 'audit.chain.check')}
            </Button>
          </Group>
        </Group>
        {data && <PlaceSentence {...data} />}
        {isBroken && (
          <Notice kind="warn">
            <CheckSentence last={last} />
          </Notice>
        )}
        {check.hasFailed && <Notice kind="warn">{t('audit.chain.failed')}</Notice>}
        {check.progress && (
          <div>
            <Text size="sm" role="status">
              {t('audit.chain.checking', {
                checked: check.progress.checked.toLocaleString(),
                total: check.progress.total.toLocaleString(),
              })}
            </Text>
            <Progress
              value={(100 * check.progress.checked) / Math.max(1, check.progress.total)}
              aria-label={t('audit.chain.title')}
              animated
            />
          </div>
        )}
        <div id={segmentsId}>{isOpen && <SegmentList />}</div>
      </Stack>
    </Panel>
  )
}

function CheckSentence({ last }: { last: AuditCheck | null }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  if (!last) return <Text size="sm">{t('audit.chain.never')}</Text>
  const facts = {
    time: formatDateTime(last.at, language),
    by: last.by,
    count: last.sequence,
    sequence: last.sequence,
    reason: last.reason ?? '',
  }
  if (last.isWhole) return <Text size="sm">{t('audit.chain.whole', facts)}</Text>
  if (last.segment === null) return <Text size="sm">{t('audit.chain.broken', facts)}</Text>
  // A newer server may know more faults.
  const fault = t(`audit.chain.faults.${last.reason}` as 'audit.chain.faults.segment missing', { defaultValue: last.reason ?? '' })
  return <Text size="sm">{t('audit.chain.brokenSegment', { ...facts, segment: last.segment, fault })}</Text>
}

/** Of the trail, what is where. */
function PlaceSentence({ live, sealed }: AuditState) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  if (!sealed) return null
  const here =
    live.since === null
      ? t('audit.chain.liveEmpty')
      : t('audit.chain.live', { first: formatCount(live.first, language), time: formatDateTime(live.since, language) })
  const gone = t('audit.chain.sealed', { events: formatCount(sealed.events, language), time: formatDateTime(sealed.since, language) })
  return <Text size="sm">{`${here} ${gone}`}</Text>
}
