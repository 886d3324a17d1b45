// Gathers the rows of a bulk job, out of a filter, a file or users chosen one by one, and lists of users for export. Nothing here changes a user or a token.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type BulkJob, bulkLimit } from '@motp/shared/protocol/admin-bulk'
import type { UserFilter, UserRow } from '@motp/shared/protocol/admin-users'
import { AppError } from '@motp/shared/protocol/app-error'
import { appendAudit } from '../audit/audit-store.ts'
import type { Database } from '../database/database.ts'
import type { Ports } from '../ports.ts'
import { type BulkStaff, type BulkWish, describeJob } from './bulk.ts'
import { type ItemRow, insertJob, insertRows, type JobRow, moveJob, toJobView } from './bulk-store.ts'
import { readAccountFile } from './read-account-file.ts'

export type BulkGatherService = ReturnType<typeof createBulkGatherService>

export type BulkGatherDeps = {
  database: Database
  ports: Ports
  searchUsers(query: UserFilter & { after?: string | undefined; limit: number }): Promise<{ users: UserRow[]; next: string | null }>
  /** Those that there are, in no order. */
  findUsers(ids: readonly string[]): Promise<UserRow[]>
}

type NewRow = Omit<ItemRow, 'jobId'>

const pageSize = 250

export function createBulkGatherService(deps: BulkGatherDeps) {
  const { database, ports, searchUsers, findUsers } = deps
  const add = async (job: JobRow, rows: NewRow[]): Promise<void> => {
    await database.transact((tx) => insertRows(tx, job.id, rows))
    // SQLite answers without leaving the turn: others get theirs here.
    await nextTurn()
  }
  const addAll = async (job: JobRow, rows: NewRow[]): Promise<void> => {
    for (let start = 0; start < rows.length; start += pageSize) await add(job, rows.slice(start, start + pageSize))
  }

  return {
    /** Whom the filter finds now. Throws `bulk-too-large`. */
    async prepare(wish: BulkWish, filter: UserFilter, staff: BulkStaff): Promise<BulkJob> {
      const job = await create(deps, { ...wish, source: 'filter' }, staff)
      let position = 0
      for await (const users of findPages(searchUsers, filter)) {
        if (position + users.length > bulkLimit) {
          await moveJob(database.db, job.id, ['preparing'], { state: 'cancelled', finishedAt: ports.clock.now() })
          throw new AppError('bulk-too-large')
        }
        const toRow = ({ id, account, token }: UserRow): NewRow => {
          position += 1
          return { position, account, userId: id, serial: token?.serial ?? null, outcome: 'waiting' }
        }
        await add(job, users.map(toRow))
      }
      return finish(deps, job, staff)
    },

    /** Exactly these, by account. Who went away since has failed already, by the id: nothing else is known. */
    async choose(wish: BulkWish, userIds: readonly string[], staff: BulkStaff): Promise<BulkJob> {
      const job = await create(deps, { ...wish, source: 'chosen' }, staff)
      const ids = [...new Set(userIds)]
      const users = new Map((await findUsers(ids)).map((user) => [user.id, user]))
      const rows = ids.map((id): Omit<NewRow, 'position'> => {
        const user = users.get(id)
        return user
          ? { account: user.account, userId: id, serial: user.token?.serial ?? null, outcome: 'waiting' }
          : { account: id, userId: null, serial: null, outcome: 'not-found' }
      })
      const sorted = rows.toSorted((a, b) => (a.account < b.account ? -1 : 1))
      await addAll(
        job,
        sorted.map((row, index) => ({ position: index + 1, ...row })),
      )
      return finish(deps, job, staff)
    },

    /** Users whom somebody else has chosen; each has a token in force. */
    async prepareUsers(
      wish: BulkWish & Pick<JobRow, 'source'>,
      users: readonly { userId: string; account: string; serial: string }[],
      staff: BulkStaff,
    ): Promise<BulkJob> {
      const job = await create(deps, wish, staff)
      await addAll(
        job,
        users.map((user, index) => ({ position: index + 1, ...user, outcome: 'waiting' })),
      )
      return finish(deps, job, staff)
    },

    /** A dry run: lines with a fault have failed already. Throws `file-unreadable`. */
    async import(wish: BulkWish, file: Uint8Array, staff: BulkStaff): Promise<BulkJob> {
      const lines = await readAccountFile(file, bulkLimit)
      if (!lines) throw new AppError('file-unreadable')
      const job = await create(deps, { ...wish, source: 'file' }, staff)
      const rows = lines.map(
        ({ position, account, fault }): NewRow => ({ position, account, userId: null, serial: null, outcome: fault ?? 'waiting' }),
      )
      await addAll(job, rows)
      return finish(deps, job, staff)
    },

    /** Users of a filter, page by page; recorded. */
    async exportUsers(filter: UserFilter, format: string, { actor, address }: BulkStaff): Promise<AsyncIterable<UserRow[]>> {
      const named = Object.entries(filter).filter(([, value]) => value !== undefined && value !== '')
      const detail = { report: 'users', format, filter: named.map(([key, value]) => `${key}=${value}`).join(' ') }
      await database.transact((tx) => appendAudit(tx, { at: ports.clock.now(), actor, address, action: 'report.exported', detail }))
      return findPages(searchUsers, filter)
    },
  }
}

async function create({ database, ports }: BulkGatherDeps, wish: BulkWish & Pick<JobRow, 'source'>, staff: BulkStaff): Promise<JobRow> {
  const { actor, account: createdBy, address } = staff
  const times = { createdAt: ports.clock.now(), startedAt: null, finishedAt: null, leaseUntil: 0 }
  const job: JobRow = {
    id: ports.random.id(),
    ...wish,
    actor,
    createdBy,
    address,
    state: 'preparing',
    ...times,
    total: 0,
    done: 0,
    failed: 0,
  }
  await insertJob(database.db, job)
  return job
}

async function finish({ database, ports }: BulkGatherDeps, { id }: JobRow, { actor, address }: BulkStaff): Promise<BulkJob> {
  return database.transact(async (tx) => {
    const job = await moveJob(tx, id, ['preparing'], { state: 'prepared' })
    // It took so long that it was given up for lost.
    if (!job) throw new AppError('bulk-state-conflict')
    await appendAudit(tx, { at: ports.clock.now(), actor, address, action: 'bulk.prepared', detail: describeJob(job) })
    return toJobView(job)
  })
}

async function* findPages(search: BulkGatherDeps['searchUsers'], filter: UserFilter): AsyncGenerator<UserRow[]> {
  let after: string | undefined
  for (;;) {
    const { users, next } = await search({ ...filter, after, limit: pageSize })
    if (users.length > 0) yield users
    if (next === null) return
    after = next
    await nextTurn()
  }
}
