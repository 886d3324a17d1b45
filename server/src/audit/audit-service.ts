// Reading the trail: by the person it is about, and by auditors, who search it, check it and take it with them.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { AuditCheck, AuditEventView, AuditFilter } from '@motp/shared/protocol/admin-audit'
import type { AuditAction } from '@motp/shared/protocol/audit-action'
import type { ActivityEvent } from '@motp/shared/protocol/tokens'
import type { Database, Db } from '../database/database.ts'
import type { Ports } from '../ports.ts'
import type { AuditEntry, AuditRecord } from './audit.ts'
import { type AuditSearch, acceptedAction, impersonalActors, readActions } from './audit-search.ts'
import {
  findAuditNames,
  findIdsByAccount,
  findLastCheck,
  findTimeOf,
  findTokenBySerial,
  readHead,
  searchAudit,
} from './audit-search-store.ts'
import { appendAudit, listActivityOf, type Page, readDetail } from './audit-store.ts'
import type { SegmentService } from './segment-service.ts'

export type AuditService = ReturnType<typeof createAuditService>
export type Reader = { actor: string; address: string | null }
type Before = { before?: number | undefined; limit: number }
type Narrowed = Before & Pick<AuditFilter, 'user' | 'client' | 'address'>
type Progress = { checked: number; total: number; result: AuditCheck | null }

const exportPage = 200
/** A search that looks far back for few events goes on by itself for as long as nobody notices. */
const patienceMs = 60
const progressEvery = 20_000

type AuditDeps = { database: Database; ports: Pick<Ports, 'clock'>; segments: Pick<SegmentService, 'list' | 'summarize' | 'verify'> }

export function createAuditService({ database, ports, segments }: AuditDeps) {
  const { db } = database
  const record = (entry: Omit<AuditEntry, 'at'>): Promise<number> => {
    const at = ports.clock.now()
    return database.transact((tx) => appendAudit(tx, { at, ...entry })).then(() => at)
  }

  return {
    /** `next`: what to pass as `before` for older events; null at the beginning of the history. */
    async listActivity(userId: string, page: Page): Promise<{ events: ActivityEvent[]; next: string | null }> {
      const events = await listActivityOf(db, userId, { ...page, limit: page.limit + 1 })
      const shown = events.slice(0, page.limit)
      return { events: shown, next: events.length > page.limit ? (shown.at(-1)?.id ?? null) : null }
    },

    /** `searchedTo`: time of the oldest event looked at, when there is more behind it. */
    async list({ before, limit, ...filter }: AuditFilter & { before?: number | undefined; limit: number }) {
      const search = await resolveNames(db, filter)
      const { events, next } = await findNewest({ db, ...ports }, search, { before, limit })
      const isShort = next !== null && events.length < limit
      return { events, next, searchedTo: isShort ? await findTimeOf(db, next) : null }
    },

    /** What IT's other pages tell of the trail: some actions alone, narrowed by names as people type them, newest first. */
    async listActions(actions: readonly AuditAction[], { before, limit, ...names }: Narrowed) {
      const search = { ...(await resolveNames(db, { ...names, accepted: 'hidden' })), actions }
      return findNewest({ db, ...ports }, search, { before, limit })
    },

    /** One user's history without accepted codes, newest first. */
    listOf: (userId: string, page: Before) => findNewest({ db, ...ports }, { userIds: [userId], includesAccepted: false }, page),

    /** The last accepted code of a token: whence and for whom. Undefined when so much happened at that time that it is not found at once. */
    async findUse({ id, lastUsedAt }: { id: string; lastUsedAt: number }): Promise<AuditEventView | undefined> {
      const search: AuditSearch = { tokenId: id, actions: [acceptedAction], from: lastUsedAt, to: lastUsedAt, includesAccepted: true }
      return (await findNewest({ db, ...ports }, search, { limit: 1 })).events[0]
    },

    /** Pages of the filtered trail, oldest first, up to what stands there now. */
    async export(filter: AuditFilter, format: string, reader: Reader): Promise<AsyncIterable<AuditEventView[]>> {
      const search = await resolveNames(db, filter)
      const narrowed = Object.entries(filter).filter(([key, value]) => value !== undefined && key !== 'accepted')
      const detail = { format, filter: narrowed.map(([key, value]) => `${key}=${value}`).join(' '), accepted: filter.accepted }
      await record({ ...reader, action: 'audit.exported', detail })
      const end = (await readHead(db)).sequence
      return exportPages(db, search, end)
    },

    async state() {
      const [{ sequence }, check, { liveFrom, sealed }] = await Promise.all([readHead(db), findLastCheck(db), segments.summarize()])
      const [described] = check ? await describe(db, [check]) : []
      const live = { first: liveFrom, since: await findTimeOf(db, liveFrom) }
      return { events: sequence, live, sealed, lastCheck: described ? toCheck(described) : null }
    },

    /** What left the trail, newest first. */
    listSegments: segments.list,

    /** Checks the whole chain, sealed segments included, telling how far it is; ends without a result when `signal` aborts. */
    async check(reader: Reader, emit: (progress: Progress) => void, signal: AbortSignal): Promise<void> {
      const { sequence: total } = await readHead(db)
      emit({ checked: 0, total, result: null })
      let told = 0
      const report = await segments.verify((checked) => {
        signal.throwIfAborted()
        if (checked - told < progressEvery) return
        told = checked
        emit({ checked, total: Math.max(total, checked), result: null })
      })
      const outcome = report.ok
        ? { isWhole: true, sequence: report.events, reason: null, segment: null }
        : { isWhole: false, sequence: report.sequence, reason: report.reason, segment: report.segment }
      const at = await record({ ...reader, action: 'audit.checked', detail: outcome })
      const names = await findAuditNames(db, [{ ...blankRecord, actor: reader.actor }])
      emit({
        checked: outcome.sequence,
        total: Math.max(total, outcome.sequence),
        result: { at, by: nameActor(reader.actor, names) ?? reader.actor, ...outcome },
      })
    },
  }
}

type Searching = { db: Db; clock: Ports['clock'] }

async function findNewest({ db, clock }: Searching, search: AuditSearch, { before, limit }: Before) {
  const found: AuditRecord[] = []
  const until = clock.now() + patienceMs
  let next: number | null = before ?? Number.MAX_SAFE_INTEGER
  do {
    const step = await searchAudit(db, { search, direction: 'older', from: next, limit: limit - found.length })
    found.push(...step.events)
    next = step.searchedTo
    // SQLite answers without leaving the turn: others get theirs here.
    await nextTurn()
  } while (next !== null && found.length < limit && clock.now() < until)
  return { events: await describe(db, found), next }
}

const blankRecord: AuditRecord = { sequence: 0, at: 0, actor: '', action: '', userId: null, tokenId: null, address: null, detail: '{}' }

async function* exportPages(db: Db, search: AuditSearch, end: number): AsyncGenerator<AuditEventView[]> {
  let from: number | null = 0
  while (from !== null) {
    const step = await searchAudit(db, { search, direction: 'newer', from, limit: exportPage })
    yield await describe(
      db,
      step.events.filter(({ sequence }) => sequence <= end),
    )
    from = step.searchedTo !== null && step.searchedTo < end ? step.searchedTo : null
    // SQLite answers without leaving the turn: others get theirs here.
    await nextTurn()
  }
}

/** A name that nobody goes by fits no event. */
async function resolveNames(db: Db, filter: AuditFilter): Promise<AuditSearch> {
  const { actor, user, client, address, from, to, accepted } = filter
  const about = user === undefined ? {} : await findSubject(db, user)
  const acting = actor === undefined ? undefined : await findActors(db, actor)
  const asking = client === undefined ? undefined : [`client:${client}`]
  const actors = acting && asking ? acting.filter((one) => asking.includes(one)) : (acting ?? asking)
  return { actors, ...about, actions: readActions(filter), address, from, to, includesAccepted: accepted === 'shown' }
}

async function findActors(db: Db, typed: string): Promise<string[]> {
  const impersonal = impersonalActors.filter((actor) => actor === typed.toLowerCase())
  const ids = await findIdsByAccount(db, typed)
  return [...impersonal, ...ids.flatMap((id) => [`admin:${id}`, `user:${id}`])]
}

async function findSubject(db: Db, typed: string): Promise<Pick<AuditSearch, 'userIds' | 'tokenId'>> {
  const token = await findTokenBySerial(db, typed)
  return token ? { userIds: [token.userId], tokenId: token.id } : { userIds: await findIdsByAccount(db, typed) }
}

async function describe(db: Db, events: readonly AuditRecord[]): Promise<AuditEventView[]> {
  const names = await findAuditNames(db, events)
  return events.map(({ detail: text, ...event }) => {
    const detail = readDetail(text)
    // A slot's serial changes when a phone is registered: what the event says goes before what the row says now.
    const serial = typeof detail.serial === 'string' ? detail.serial : (names.serials.get(event.tokenId ?? '') ?? null)
    return { ...event, actorName: nameActor(event.actor, names), account: names.people.get(event.userId ?? '') ?? null, serial, detail }
  })
}

function nameActor(actor: string, { people, clients }: Awaited<ReturnType<typeof findAuditNames>>): string | null {
  const id = actor.slice(actor.indexOf(':') + 1)
  return (actor.startsWith('client:') ? clients : people).get(id) ?? null
}

function toCheck({ at, actor, actorName, detail }: AuditEventView): AuditCheck {
  const { isWhole, sequence, reason, segment } = detail
  return {
    at,
    by: actorName ?? actor,
    isWhole: isWhole === true,
    sequence: Number(sequence),
    reason: typeof reason === 'string' ? reason : null,
    segment: typeof segment === 'number' ? segment : null,
  }
}
