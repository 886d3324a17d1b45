// The end of every registration: what the user has now.
import { Box, Stack, Text } from '@mantine/core'
import type { Token } from '@motp/shared/protocol/tokens'
import { IconCircleCheckFilled } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDate } from '../../i18n/format-time.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Digits } from '../../ui/digits.tsx'
import { FocusHeading } from '../../ui/focus-heading.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'

/** Below this a phone's clock is as good as right. */
const noticeableSeconds = 20

type DoneStepProps = { token: Token; offsetSeconds: number }

export function DoneStep({ token, offsetSeconds }: DoneStepProps) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const seconds = Math.abs(offsetSeconds)
  return (
    <Panel maw={560}>
      <Stack gap="lg" align="flex-start" role="status">
        <Box c="var(--motp-good)" lh={0}>
          <IconCircleCheckFilled size={56} aria-hidden />
        </Box>
        <FocusHeading order={2}>{t('done.title')}</FocusHeading>
        <Text>{t('done.text')}</Text>
        <Stack component="dl" gap="xs" m={0}>
          <Fact name={t('tokens.columns.serial')}>
            <Digits text={token.serial} every={5} />
          </Fact>
          {token.device && <Fact name={t('done.device')}>{token.device}</Fact>}
          {token.expiresAt !== null && <Fact name={t('tokens.columns.expires')}>{formatDate(token.expiresAt, language)}</Fact>}
        </Stack>
        {seconds >= noticeableSeconds && (
          <Notice kind="info">{t(offsetSeconds > 0 ? 'done.clockFast' : 'done.clockSlow', { seconds })}</Notice>
        )}
        <LinkButton to="/tokens" size="lg" px="md">
          {t('done.back')}
        </LinkButton>
      </Stack>
    </Panel>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="sm" c="dimmed">
        {name}
      </Text>
      <Text component="dd" m={0}>
        {children}
      </Text>
    </div>
  )
}
