// The chain of hashes as pure functions.
import { auditActions } from '@motp/shared/protocol/audit-action'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AuditEntry, type ChainedRecord, chainEntries, emptyChain, findBreak } from './audit.ts'

const entry = (overrides: Partial<AuditEntry> = {}): AuditEntry => ({ at: 1_000, actor: 'user:u1', action: 'token.reset', ...overrides })
const chain = (count: number) =>
  chainEntries(
    emptyChain,
    Array.from({ length: count }, (_, index) => entry({ at: index })),
  )

test('a chain as written has no break, in one piece or continued', () => {
  const first = chain(3)
  const second = chainEntries(first.at(-1) ?? emptyChain, [entry(), entry({ action: 'policy.changed' })])
  expect(findBreak(emptyChain, [...first, ...second])).toBeUndefined()
  expect([...first, ...second].map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5])
})

test("the hash of the first event is frozen: trails written today must verify with tomorrow's server", () => {
  const [first] = chainEntries(emptyChain, [entry({ detail: { serial: 'AB', count: 2 } })])
  expect(first?.hash).toBe('3f607ec13a668e555f1e6f85da5145c8cc54d3d33a2228d947a076506e87c696')
})

test('the order in which details are named does not matter', () => {
  const [a] = chainEntries(emptyChain, [entry({ detail: { serial: 'AB', reason: 'x' } })])
  const [b] = chainEntries(emptyChain, [entry({ detail: { reason: 'x', serial: 'AB' } })])
  expect(a).toEqual(b)
})

test('a change of any field of any event is found at that event', () => {
  const fields = ['at', 'actor', 'action', 'userId', 'tokenId', 'address', 'detail'] as const
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4 }), fc.constantFrom(...fields), (index, field) => {
      const records = chain(5)
      const record = records[index] as ChainedRecord
      const changed = { ...record, [field]: field === 'at' ? record.at + 1 : `${record[field]}x` }
      expect(findBreak(emptyChain, records.with(index, changed))).toEqual({ sequence: index + 1, reason: 'event changed' })
    }),
  )
})

test('a removed, a doubled and a swapped event are found', () => {
  const [a, b, c] = chain(3) as [ChainedRecord, ChainedRecord, ChainedRecord]
  expect(findBreak(emptyChain, [a, c])).toEqual({ sequence: 2, reason: 'event missing' })
  expect(findBreak(emptyChain, [a, a, b])?.sequence).toBe(2)
  expect(findBreak(emptyChain, [{ ...b, sequence: 1 }, { ...a, sequence: 2 }, c])?.sequence).toBe(1)
})

test('an event recomputed with a right hash of its own still breaks the one behind it', () => {
  const [a, b, c] = chain(3) as [ChainedRecord, ChainedRecord, ChainedRecord]
  const [forged] = chainEntries(a, [entry({ at: b.at, action: 'token.suspended' })]) as [ChainedRecord]
  expect(findBreak(emptyChain, [a, forged, c])).toEqual({ sequence: 3, reason: 'event does not follow the one before' })
})

test('values cannot wander between fields unseen', () => {
  const [a] = chainEntries(emptyChain, [entry({ userId: 'x', tokenId: null })])
  const [b] = chainEntries(emptyChain, [entry({ userId: null, tokenId: 'x' })])
  expect(a?.hash).not.toBe(b?.hash)
})

test('each action is named once', () => {
  expect(new Set(auditActions).size).toBe(auditActions.length)
})
