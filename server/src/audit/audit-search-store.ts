// The trail as auditors search it: by sequence number, downwards in pages or upwards for export, never by counting rows off.
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Db } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'
import type { AuditRecord } from './audit.ts'
import { type AuditSearch, acceptedAction, clockToleranceMs, eventsPerStep, findLead, type Lead, ledEventsPerStep } from './audit-search.ts'
import { findLiveStart } from './segment-store.ts'

export type Direction = 'older' | 'newer'
export type Step = {
  search: AuditSearch
  direction: Direction
  /** Exclusive: where the step before ended. */
  from: number
  limit: number
}
/** `searchedTo`: sequence number up to which nothing was left out; null when the end was reached. */
export type StepResult = { events: AuditRecord[]; searchedTo: number | null }

type Builder = ExpressionBuilder<Schema, 'auditEvents'>
type Range = { above: number; below: number }

const columns = ['sequence', 'at', 'actor', 'action', 'userId', 'tokenId', 'address', 'detail'] as const

/** One step through the trail: at most `limit` events, and at most `eventsPerStep` looked at where no index leads, fewer where one does. */
export async function searchAudit(db: Db, step: Step): Promise<StepResult> {
  const { search, direction, from, limit } = step
  const bounds = await findBounds(db, search)
  const isDown = direction === 'older'
  const start: Range = isDown
    ? { above: bounds.above, below: Math.min(bounds.below, from) }
    : { above: Math.max(bounds.above, from), below: bounds.below }
  if (start.above + 1 >= start.below) return { events: [], searchedTo: null }
  const lead = findLead(search)
  const range = lead ? await narrowByLead(db, { lead, range: start, isDown }) : narrow(start, isDown)
  const lists = lead
    ? await Promise.all(lead.values.map((value) => selectEvents(db, { ...step, range, lead: { column: lead.column, value } })))
    : [await selectEvents(db, { ...step, range })]
  const events = lists
    .flat()
    .toSorted((a, b) => (isDown ? b.sequence - a.sequence : a.sequence - b.sequence))
    .slice(0, limit)
  const last = events.at(-1)
  if (last && events.length === limit) return { events, searchedTo: last.sequence }
  const end = isDown ? range.above + 1 : range.below - 1
  return { events, searchedTo: isDown ? (range.above > start.above ? end : null) : range.below < start.below ? end : null }
}

function narrow({ above, below }: Range, isDown: boolean): Range {
  return isDown
    ? { above: Math.max(above, below - eventsPerStep - 1), below }
    : { above, below: Math.min(below, above + eventsPerStep + 1) }
}

/** As far as no value of the leading filter has more than `ledEventsPerStep` events: each of them is looked at for the other filters. */
async function narrowByLead(db: Db, { lead, range, isDown }: { lead: Lead; range: Range; isDown: boolean }): Promise<Range> {
  const ends = await Promise.all(
    lead.values.map((value) =>
      db
        .selectFrom('auditEvents')
        .select('sequence')
        .where(sql<boolean>`${sql.ref('action')} <> ${sql.lit(acceptedAction)}`)
        .where(lead.column, '=', value)
        .where('sequence', '>', range.above)
        .where('sequence', '<', range.below)
        .orderBy('sequence', isDown ? 'desc' : 'asc')
        .offset(ledEventsPerStep)
        .limit(1)
        .executeTakeFirst(),
    ),
  )
  const found = ends.flatMap((end) => (end ? [end.sequence] : []))
  return isDown ? { ...range, above: Math.max(range.above, ...found) } : { ...range, below: Math.min(range.below, ...found) }
}

type Selection = Step & { range: Range; lead?: { column: Lead['column']; value: string } }

function selectEvents(db: Db, { search, direction, limit, range, lead }: Selection): Promise<AuditRecord[]> {
  return db
    .selectFrom('auditEvents')
    .select(columns)
    .where((row) => row.and(conditions(row, search, lead)))
    .where('sequence', '>', range.above)
    .where('sequence', '<', range.below)
    .orderBy('sequence', direction === 'older' ? 'desc' : 'asc')
    .limit(limit)
    .execute()
}

function conditions(row: Builder, search: AuditSearch, lead: Selection['lead']): Expression<SqlBool>[] {
  const { actors, userIds, tokenId, actions, address, from, to, includesAccepted } = search
  const list: Expression<SqlBool>[] = []
  // As it is written in the indexes, or they are not used.
  if (!includesAccepted) list.push(sql<boolean>`${sql.ref('action')} <> ${sql.lit(acceptedAction)}`)
  const isOneOf = (column: Lead['column'], values: readonly string[]) =>
    lead?.column === column
      ? row(column, '=', lead.value)
      : row.and([sql<boolean>`${unindexed(column)} in (${sql.join(values.length > 0 ? values : [''])})`])
  if (actors) list.push(isOneOf('actor', actors))
  if (userIds) list.push(isOneOf('userId', userIds))
  if (address !== undefined) list.push(isOneOf('address', [address]))
  if (actions) list.push(isOneOf('action', actions))
  if (tokenId !== undefined) list.push(row('tokenId', '=', tokenId))
  if (from !== undefined) list.push(row('at', '>=', from))
  if (to !== undefined) list.push(row('at', '<=', to))
  return list
}

/** One index leads; of the others each engine would choose by guess. */
function unindexed(column: string) {
  return sql`(${sql.ref(column)} || '')`
}

/** The numbers between which events of these times lie, both exclusive. */
async function findBounds(db: Db, { from, to }: AuditSearch): Promise<Range> {
  const [head, first] = await Promise.all([readHead(db), findLiveStart(db)])
  const end = head.sequence + 1
  const above = from === undefined ? first - 1 : (await findFirstSince(db, from - clockToleranceMs, { first, end })) - 1
  const below = to === undefined ? end : await findFirstSince(db, to + clockToleranceMs + 1, { first, end })
  return { above, below }
}

/** The first number whose event is not older than `at`; `end` when all are. Halving, since times rise with the numbers: no index on time. */
export async function findFirstSince(db: Db, at: number, { first, end }: { first: number; end: number }): Promise<number> {
  let [low, high] = [first, end]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    // Numbers may be missing while a sealed segment leaves: the next one there is stands for them.
    const found = await db
      .selectFrom('auditEvents')
      .select(['sequence', 'at'])
      .where('sequence', '>=', middle)
      .orderBy('sequence')
      .limit(1)
      .executeTakeFirst()
    if (found && found.sequence < high && found.at < at) low = found.sequence + 1
    else high = middle
  }
  return low
}

/** `foldedSequence`: rows of tokens hold what the events up to this one say. */
export async function readHead(db: Db): Promise<{ sequence: number; foldedSequence: number }> {
  const head = await db.selectFrom('auditHead').select(['sequence', 'foldedSequence']).executeTakeFirst()
  return head ?? { sequence: 0, foldedSequence: 0 }
}

/** The event of the last check of the chain. */
export async function findLastCheck(db: Db): Promise<AuditRecord | undefined> {
  const step = {
    search: { actions: ['audit.checked'], includesAccepted: false },
    direction: 'older',
    from: Number.MAX_SAFE_INTEGER,
    limit: 1,
  } as const
  return (await searchAudit(db, step)).events[0]
}

export async function findTimeOf(db: Db, sequence: number): Promise<number | null> {
  const found = await db
    .selectFrom('auditEvents')
    .select('at')
    .where('sequence', '>=', sequence)
    .orderBy('sequence')
    .limit(1)
    .executeTakeFirst()
  return found?.at ?? null
}

export type AuditNames = { people: Map<string, string>; clients: Map<string, string>; serials: Map<string, string> }

/** What the ids in these events are called now. */
export async function findAuditNames(db: Db, events: readonly AuditRecord[]): Promise<AuditNames> {
  const actorIds = (kinds: readonly string[]) =>
    events.flatMap(({ actor }) => (kinds.includes(actor.slice(0, actor.indexOf(':'))) ? [actor.slice(actor.indexOf(':') + 1)] : []))
  const unique = (ids: readonly (string | null)[]) => [...new Set(ids.filter((id) => id !== null))]
  const people = unique([...events.map(({ userId }) => userId), ...actorIds(['user', 'admin'])])
  const clients = unique(actorIds(['client']))
  const tokens = unique(events.map(({ tokenId }) => tokenId))
  const toMap = (rows: readonly { id: string; name: string }[]) => new Map(rows.map(({ id, name }) => [id, name]))
  return {
    people:
      people.length === 0
        ? new Map()
        : toMap(await db.selectFrom('users').select(['id', 'account as name']).where('id', 'in', people).execute()),
    clients:
      clients.length === 0 ? new Map() : toMap(await db.selectFrom('clients').select(['id', 'name']).where('id', 'in', clients).execute()),
    serials:
      tokens.length === 0
        ? new Map()
        : toMap(await db.selectFrom('tokens').select(['id', 'serial as name']).where('id', 'in', tokens).execute()),
  }
}

/** Ids of users who go by this account, in any directory. */
export async function findIdsByAccount(db: Db, account: string): Promise<string[]> {
  const rows = await db.selectFrom('users').select('id').where('accountKey', '=', account.toLowerCase()).execute()
  return rows.map(({ id }) => id)
}

export async function findTokenBySerial(db: Db, serial: string): Promise<{ id: string; userId: string } | undefined> {
  return db.selectFrom('tokens').select(['id', 'userId']).where('serial', '=', serial.toUpperCase()).executeTakeFirst()
}
