// Under the type: which phone it is, how it was registered, when it was last used.
import { Box, Text } from '@mantine/core'
import type { Token } from '@motp/shared/protocol/tokens'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../i18n/format-time.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { ResyncButton, type TokenIntent } from './token-actions.tsx'

type TokenDetailsProps = { token: Token; isBusy: boolean; onIntent: (intent: TokenIntent) => void }

export function TokenDetails(props: TokenDetailsProps) {
  const { token } = props
  const { t } = useTranslation()
  const { language } = useLanguage()
  const facts = [
    token.device,
    token.mode && t(`tokens.modes.${token.mode}`),
    token.lastUsedAt && t('tokens.lastUsed', { time: formatDateTime(token.lastUsedAt, language) }),
  ].filter(Boolean)
  return (
    <Box component="span" display="block">
      Software Token
      {facts.map((fact) => (
        <Text key={fact} component="span" display="block" size="sm" c="dimmed">
          {fact}
        </Text>
      ))}
      <Box component="span" display="block" ml={-8}>
        <ResyncButton {...props} />
      </Box>
    </Box>
  )
}
