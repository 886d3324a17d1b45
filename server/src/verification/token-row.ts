// What verification looks at of a token, and what it changes. A narrow row is read in half the time of a whole one.
import type { TokensTable } from '../database/schema.ts'

/** What an attempt may change. */
export const judgedColumns = ['lastStep', 'drift', 'failures', 'lockedUntil', 'isHardLocked', 'lastUsedAt'] as const

export const tokenColumns = [
  ...(['id', 'userId', 'serial', 'state', 'sealedSeed', 'algorithm', 'digits', 'periodSeconds', 'expiresAt', 'foldedSequence'] as const),
  ...judgedColumns,
]

export type TokenRow = Pick<TokensTable, (typeof tokenColumns)[number]>

/** A token as it was read, and as the attempts of the batch have left it. */
export type JudgedRow = { read: TokenRow; token: TokenRow }

/** Some hundred tokens that come after `last`. Undefined: there are no more, or there is no room for them. */
export type NextTokens = (last: string) => { last: string; tokens: readonly TokenRow[] } | undefined

/** For the list of a `select`. */
export const quotedTokenColumns = tokenColumns.map((column) => `"${column}"`).join(', ')
