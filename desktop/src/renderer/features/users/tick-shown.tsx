// Above the list: tick all that are listed, then all that match the filter.
import { Button, Checkbox, Group, Text } from '@mantine/core'
import { chosenLimit } from '@motp/shared/protocol/admin-bulk'
import { useTranslation } from 'react-i18next'
import type { Ticks } from './use-ticks.ts'

type TickShownProps = { ticks: Ticks; shown: readonly string[]; hasMore: boolean; total: number | null }

export function TickShown({ ticks, shown, hasMore, total }: TickShownProps) {
  const { t } = useTranslation()
  const tickedCount = shown.filter((id) => ticks.has(id)).length
  const isWhole = tickedCount === shown.length
  return (
    <Group gap="md">
      <Checkbox
        ref={ticks.shownRef}
        label={t('bulk.ticked.tickShown', { count: shown.length })}
        checked={isWhole}
        indeterminate={tickedCount > 0 && !isWhole}
        disabled={ticks.isMatching}
        onChange={() => ticks.set(shown, !isWhole)}
      />
      {isWhole && hasMore && !ticks.isMatching && (
        <Button variant="subtle" size="compact-sm" onClick={() => ticks.tickMatching(total)}>
          {total === null ? t('bulk.ticked.tickMatching') : t('bulk.ticked.tickMatchingCount', { count: total })}
        </Button>
      )}
      {ticks.isFull && !ticks.isMatching && <Text size="sm">{t('bulk.ticked.full', { count: chosenLimit })}</Text>}
    </Group>
  )
}
