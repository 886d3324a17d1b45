// The audit trail as pure rules: what an event is, its canonical form, and the chain of hashes (DESIGN rule 8).
import { hash } from 'node:crypto'
import type { AuditAction } from '@motp/shared/protocol/audit-action'

export type AuditDetail = Record<string, string | number | boolean | null>

export type AuditEntry = {
  at: number
  /** `user:<id>`, `admin:<id>`, `system`, `cli`, `client:<id>`, `phone` */
  actor: string
  action: AuditAction
  userId?: string | null
  tokenId?: string | null
  address?: string | null
  /** Never a secret, password or code. `reason` and `serial` are shown to the user. */
  detail?: AuditDetail
}

/** A row of the trail without its hashes; `detail` is JSON text with sorted keys. */
export type AuditRecord = {
  sequence: number
  at: number
  actor: string
  action: string
  userId: string | null
  tokenId: string | null
  address: string | null
  detail: string
}
export type ChainedRecord = AuditRecord & { previousHash: string; hash: string }

/** Where a chain stands: the number and hash of its last event. */
export type ChainEnd = { sequence: number; hash: string }

export const emptyChain: ChainEnd = { sequence: 0, hash: '0'.repeat(64) }

/** Adds `entries` behind `end`, in order. */
export function chainEntries(end: ChainEnd, entries: readonly AuditEntry[]): ChainedRecord[] {
  let { sequence, hash: previousHash } = end
  return entries.map((entry) => {
    sequence += 1
    const chained: ChainedRecord = { sequence, ...describeEntry(entry), previousHash, hash: '' }
    chained.hash = hashRecord(previousHash, chained)
    previousHash = chained.hash
    return chained
  })
}

/** The first record that does not follow, or undefined; `end` is where the chain stood before `records`. */
export function findBreak(end: ChainEnd, records: readonly ChainedRecord[]): { sequence: number; reason: string } | undefined {
  let last = end
  for (const record of records) {
    if (record.sequence !== last.sequence + 1) return { sequence: last.sequence + 1, reason: 'event missing' }
    if (record.previousHash !== last.hash) return { sequence: record.sequence, reason: 'event does not follow the one before' }
    if (record.hash !== hashRecord(last.hash, record)) return { sequence: record.sequence, reason: 'event changed' }
    last = record
  }
  return undefined
}

/** What an entry becomes but for its number, which is known when it is written. */
export function describeEntry(entry: AuditEntry): Omit<AuditRecord, 'sequence'> {
  return {
    at: entry.at,
    actor: entry.actor,
    action: entry.action,
    userId: entry.userId ?? null,
    tokenId: entry.tokenId ?? null,
    address: entry.address ?? null,
    detail: JSON.stringify(sortNames(entry.detail ?? {})),
  }
}

function sortNames(detail: AuditDetail): AuditDetail {
  const names = Object.keys(detail)
  // As verifications write them, thousands a second.
  if (names.every((name, index) => index === 0 || (names[index - 1] ?? '') < name)) return detail
  return Object.fromEntries(names.toSorted().map((name) => [name, detail[name] ?? null]))
}

/** Fields in a fixed order as a JSON array: no two records have the same canonical form. */
function hashRecord(previousHash: string, { sequence, ...described }: AuditRecord): string {
  // In one call: an object for the hash costs four times as much as the hash.
  return hash('sha256', `${previousHash}[${sequence},${canonicalTail(described)}`, 'hex')
}

/** The canonical form behind the number: a database that gives the number can put the two together. */
export function canonicalTail({ at, actor, action, userId, tokenId, address, detail }: Omit<AuditRecord, 'sequence'>): string {
  return JSON.stringify([at, actor, action, userId, tokenId, address, detail]).slice(1)
}
