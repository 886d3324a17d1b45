// A bar that runs out, with minutes and seconds beside it. Silent for screen readers but for its value on request.
import { Group, Progress, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { formatRemaining } from '../i18n/format-time.ts'

type ValidityBarProps = { leftMs: number; totalMs: number }

const soonMs = 60_000

export function ValidityBar({ leftMs, totalMs }: ValidityBarProps) {
  const { t } = useTranslation()
  const share = totalMs > 0 ? (leftMs / totalMs) * 100 : 0
  return (
    <Group gap="sm" wrap="nowrap" w="100%">
      <Progress.Root flex={1} size="lg">
        <Progress.Section
          value={share}
          color={leftMs < soonMs ? 'var(--motp-warn)' : 'var(--motp-accent)'}
          aria-label={t('validity.label')}
          aria-valuetext={t('validity.left', { time: formatRemaining(leftMs) })}
        />
      </Progress.Root>
      <Text size="sm" fw={600} miw={84} ta="right">
        {t('validity.left', { time: formatRemaining(leftMs) })}
      </Text>
    </Group>
  )
}
