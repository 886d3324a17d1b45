// The tokens as a table on a wide window, as cards on a narrow one; the same parts in both.
import { Group, Stack, Table, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { Token } from '@motp/shared/protocol/tokens'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDate } from '../../i18n/format-time.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Panel } from '../../ui/panel.tsx'
import { Serial } from '../../ui/serial.tsx'
import { findTokenStatus } from '../../ui/token-status.ts'
import { TokenStatusBadge } from '../../ui/token-status-badge.tsx'
import { ResetButton, SuspendButton, type TokenIntent } from './token-actions.tsx'
import { TokenDetails } from './token-details.tsx'
import styles from './token-list.module.css'

type TokenListProps = { tokens: readonly Token[]; now: number; isBusy: boolean; onIntent: (token: Token, intent: TokenIntent) => void }

const columns = ['type', 'serial', 'expires', 'status'] as const

export function TokenList({ tokens, ...rest }: TokenListProps) {
  const isNarrow = useMediaQuery('(max-width: 760px)', false, { getInitialValueInEffect: false })
  return isNarrow ? <TokenCards tokens={tokens} {...rest} /> : <TokenTable tokens={tokens} {...rest} />
}

function TokenTable({ tokens, ...rest }: TokenListProps) {
  const { t } = useTranslation()
  const cellsOf = useTokenCells(rest)
  return (
    <Panel p={0}>
      <Table verticalSpacing="md" horizontalSpacing="sm" fz="md" aria-label={t('tokens.title')}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column} scope="col">
                {t(`tokens.columns.${column}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {tokens.map((token) => {
            const cells = cellsOf(token)
            return (
              <Table.Tr key={token.id}>
                {columns.map((column) => (
                  <Table.Td key={column} valign="baseline" className={column === 'type' ? undefined : styles.cell}>
                    {cells[column]}
                  </Table.Td>
                ))}
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </Panel>
  )
}

function TokenCards({ tokens, ...rest }: TokenListProps) {
  const { t } = useTranslation()
  const cellsOf = useTokenCells(rest)
  return tokens.map((token) => {
    const cells = cellsOf(token)
    return (
      <Panel key={token.id} p="lg">
        <Stack component="dl" gap="md" m={0}>
          {columns.map((column) => (
            <div key={column}>
              <Text component="dt" size="sm" c="dimmed">
                {t(`tokens.columns.${column}`)}
              </Text>
              <Text component="dd" m={0}>
                {cells[column]}
              </Text>
            </div>
          ))}
        </Stack>
      </Panel>
    )
  })
}

function useTokenCells({ now, isBusy, onIntent }: Omit<TokenListProps, 'tokens'>) {
  const { language } = useLanguage()
  return (token: Token): Record<(typeof columns)[number], ReactNode> => {
    const actions = { token, isBusy, onIntent: (intent: TokenIntent) => onIntent(token, intent) }
    return {
      type: <TokenDetails {...actions} />,
      serial: (
        <Group gap="sm" component="span" wrap="nowrap">
          <Serial text={token.serial} />
          <ResetButton {...actions} />
        </Group>
      ),
      expires: token.expiresAt === null ? '--' : formatDate(token.expiresAt, language),
      status: (
        <Group gap="sm" component="span" wrap="nowrap">
          <TokenStatusBadge status={findTokenStatus(token, now)} />
          <SuspendButton {...actions} />
        </Group>
      ),
    }
  }
}
