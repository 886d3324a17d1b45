// Leavers as IT handles them: look, have the directories asked, prepare the job that suspends. Checks themselves are leaver-check-service.ts.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type BulkJob, bulkLimit } from '@motp/shared/protocol/admin-bulk'
import type { Leaver, LeaverCheck, LeaverKind, listLeavers, suspendLeavers } from '@motp/shared/protocol/admin-leavers'
import { AppError } from '@motp/shared/protocol/app-error'
import type { Reply } from '@motp/shared/protocol/endpoint'
import type { Token } from '@motp/shared/protocol/tokens'
import { appendAudit } from '../audit/audit-store.ts'
import type { BulkStaff } from '../bulk/bulk.ts'
import type { BulkGatherService } from '../bulk/bulk-gather-service.ts'
import type { Database } from '../database/database.ts'
import type { TokensTable } from '../database/schema.ts'
import type { Directories } from '../directories/directories.ts'
import type { PolicyService } from '../policies/policy-service.ts'
import type { Ports } from '../ports.ts'
import { listUsersById } from '../users/admin-user-store.ts'
import { isBraked, judgePresence, readLeaverCursor, toCheckView, writeLeaverCursor } from './leaver.ts'
import type { LeaverCheckService } from './leaver-check-service.ts'
import { deleteLeaver, findLeavers, findSuspendable, type LeaverQuery } from './leaver-store.ts'

export type LeaverService = ReturnType<typeof createLeaverService>

export type LeaverDeps = {
  database: Database
  ports: Pick<Ports, 'clock'>
  directories: Pick<Directories, 'callRoll' | 'health'>
  policies: Pick<PolicyService, 'current'>
  checks: Pick<LeaverCheckService, 'start' | 'list'>
  rollCallSize: number
  viewToken(row: TokensTable): Token
  prepareJob: BulkGatherService['prepareUsers']
}

type Narrowing = { directory?: string | undefined; kind?: LeaverKind | undefined }
type Suspendable = Awaited<ReturnType<typeof findSuspendable>>[number]
type Wish = Narrowing & { reason: string; userIds?: readonly string[] | undefined; unbraked: readonly string[] }
type ListQuery = Narrowing & { tokens: LeaverQuery['tokens']; after?: string | undefined; limit: number }

const pageSize = 1000

export function createLeaverService(deps: LeaverDeps) {
  const { database, ports, directories, policies, checks, viewToken } = deps
  const { db } = database

  const listChecks = async (): Promise<{ checks: LeaverCheck[]; brakePercent: number }> => {
    const brakePercent = (await policies.current())['leavers.brakePercent']
    const rows = await checks.list()
    const terms = { now: ports.clock.now(), brakePercent }
    const viewOf = (name: string) =>
      toCheckView(
        name,
        rows.find(({ directory }) => directory === name),
        terms,
      )
    return { checks: directories.health().map(({ name }) => viewOf(name)), brakePercent }
  }

  return {
    listChecks,

    async startChecks({ actor, address }: BulkStaff) {
      await checks.start({ actor, address })
      return listChecks()
    },

    async list({ after, ...query }: ListQuery): Promise<Reply<typeof listLeavers>> {
      const { rows, next } = await findLeavers(db, { ...query, after: readLeaverCursor(after) })
      const users = await listUsersById(
        db,
        rows.map(({ userId }) => userId),
      )
      const userOf = new Map(users.map((found) => [found.user.id, found]))
      const leavers = rows.flatMap(({ userId, kind, since, checkedAt }): Leaver[] => {
        const found = userOf.get(userId)
        return found ? [{ user: { ...found.user, token: found.token ? viewToken(found.token) : null }, kind, since, checkedAt }] : []
      })
      return { leavers, next: next && writeLeaverCursor(next) }
    },

    /** Throws `leavers-braked`, `directory-unavailable`, `bulk-too-large`. */
    async prepareSuspension(wish: Wish, staff: BulkStaff): Promise<Reply<typeof suspendLeavers>> {
      const candidates = wish.userIds ? await findSuspendable(db, wish.userIds) : await findAllSuspendable(deps, wish)
      const lifted = await requireUnbraked(deps, candidates, wish.unbraked)
      const users = await findStillMissing(deps, candidates)
      if (lifted.length > 0) await recordLifted(deps, lifted, staff)
      return { job: await prepare(deps, wish.reason, { users, staff }) }
    },
  }
}

function prepare(
  { prepareJob }: LeaverDeps,
  reason: string,
  { users, staff }: { users: Suspendable[]; staff: BulkStaff },
): Promise<BulkJob> {
  const rows = users
    .toSorted((a, b) => (a.account < b.account ? -1 : 1))
    .map(({ userId, account, serial }) => ({ userId, account, serial }))
  return prepareJob({ action: 'suspend', reason, source: 'leavers' }, rows, staff)
}

async function findAllSuspendable({ database: { db } }: LeaverDeps, { directory, kind }: Narrowing): Promise<Suspendable[]> {
  const found: Suspendable[] = []
  let after: LeaverQuery['after']
  do {
    const { rows, next } = await findLeavers(db, { directory, kind, tokens: 'usable', after, limit: pageSize })
    const ids = rows.map(({ userId }) => userId)
    if (ids.length > 0) found.push(...(await findSuspendable(db, ids)))
    if (found.length > bulkLimit) throw new AppError('bulk-too-large')
    after = next ?? undefined
    await nextTurn()
  } while (after)
  return found
}

/**
 * The safety brake: a directory that misses very many at once is rather at fault itself. Those it says to be disabled are not missing.
 * The directories whose brake was lifted.
 */
async function requireUnbraked(
  { checks, policies }: LeaverDeps,
  candidates: readonly Suspendable[],
  unbraked: readonly string[],
): Promise<string[]> {
  const brakePercent = (await policies.current())['leavers.brakePercent']
  const concerned = new Set(candidates.filter(({ kind }) => kind === 'gone').map(({ directory }) => directory))
  const braked = (await checks.list()).filter((check) => concerned.has(check.directory) && isBraked(check, brakePercent))
  if (braked.some(({ directory }) => !unbraked.includes(directory))) throw new AppError('leavers-braked')
  return braked.map(({ directory }) => directory)
}

async function recordLifted({ database, ports }: LeaverDeps, directories: readonly string[], { actor, address }: BulkStaff): Promise<void> {
  const detail = { directory: directories.join(', ') }
  await database.transact((tx) => appendAudit(tx, { at: ports.clock.now(), actor, address, action: 'leavers.unbraked', detail }))
}

/** The list may be a day old: each directory is asked once more. Whoever is back leaves the list. */
async function findStillMissing({ database, directories, rollCallSize }: LeaverDeps, candidates: readonly Suspendable[]) {
  const missing: Suspendable[] = []
  for (const [directory, users] of Map.groupBy(candidates, (one) => one.directory)) {
    for (let start = 0; start < users.length; start += rollCallSize) {
      const part = users.slice(start, start + rollCallSize)
      const answer = await directories.callRoll(
        directory,
        part.map(({ directoryId }) => directoryId),
      )
      if (answer.outcome === 'unavailable') throw new AppError('directory-unavailable')
      for (const user of part) {
        if (judgePresence(answer.seen.get(user.directoryId))) missing.push(user)
        else await deleteLeaver(database.db, user.userId)
      }
    }
  }
  return missing
}
