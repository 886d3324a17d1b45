// Carries bulk jobs out, a row at a time, each row with its change, its mail, its audit event and its outcome in one transaction. A job
// whose server went away is taken over by any node once its lease is over: rows that are done stay done, the others are still waiting.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { AppError } from '@motp/shared/protocol/app-error'
import type { BulkFault } from '@motp/shared/protocol/bulk-fault'
import type { ErrorCode } from '@motp/shared/protocol/error-code'
import { appendAudit } from '../audit/audit-store.ts'
import type { Database, Tx } from '../database/database.ts'
import type { Directories } from '../directories/directories.ts'
import { queueNotice } from '../notices/notice-store.ts'
import type { Ports } from '../ports.ts'
import type { TokenRow } from '../tokens/token.ts'
import type { TokenChangeService } from '../tokens/token-change-service.ts'
import { ensureSlot, findCurrentToken } from '../tokens/token-store.ts'
import { isMemberOfIt, requireAnotherUser, type User } from '../users/user.ts'
import { saveGroups } from '../users/user-group-store.ts'
import { findRoles, findUser, findUsersByAccount, introduceUser } from '../users/user-store.ts'
import { describeJob } from './bulk.ts'
import { abandonPreparing, type ItemRow, type JobRow, listWaitingRows, moveJob, releaseJob, settleRow, takeOverJob } from './bulk-store.ts'

export type BulkRunDeps = {
  database: Database
  ports: Ports
  changes: Pick<TokenChangeService, 'suspend' | 'resume' | 'unlock' | 'reset'>
  directories: Pick<Directories, 'findByAccount'>
  leaseMs: number
}

const batchSize = 50
const preparingMs = 10 * 60_000

/** Why a row was not done, as it stands in the results. */
class RowFault extends Error {
  readonly fault: BulkFault | ErrorCode
  constructor(fault: BulkFault | ErrorCode) {
    super(fault)
    this.fault = fault
  }
}
/** The job was cancelled, or somebody else has it. */
class JobGone extends Error {}

export function createBulkRunService(deps: BulkRunDeps) {
  const { database, ports, leaseMs } = deps
  const running = new Map<string, Promise<void>>()
  let isStopping = false

  const carryOut = async (job: JobRow): Promise<void> => {
    for (;;) {
      const rows = await listWaitingRows(database.db, job.id, batchSize)
      if (rows.length === 0) return finish(deps, job)
      for (const row of rows) {
        if (isStopping) return releaseJob(database.db, job.id)
        await carryOutRow(deps, job, row)
        // Codes are verified and pages answered between two rows.
        await nextTurn()
      }
    }
  }

  const run = (job: JobRow): void => {
    if (running.has(job.id)) return
    const work = carryOut(job)
      .catch((error: unknown) => {
        // A fault of the database: the lease runs out, and somebody tries again.
        if (!(error instanceof JobGone)) ports.log.error({ err: error, job: job.id }, 'a bulk job was interrupted')
      })
      .finally(() => running.delete(job.id))
    running.set(job.id, work)
  }

  return {
    run,

    /** Called now and then: goes on with jobs that nobody runs any more. */
    async resumeDue(): Promise<void> {
      const now = ports.clock.now()
      await abandonPreparing(database.db, now - preparingMs, now)
      const job = await takeOverJob(database.db, { now, until: now + leaseMs })
      if (job) run(job)
    },

    /** Resolves when no job runs here. */
    async settled(): Promise<void> {
      await Promise.all(running.values())
    },

    async stop(): Promise<void> {
      isStopping = true
      await Promise.all(running.values())
    },
  }
}

async function carryOutRow(deps: BulkRunDeps, job: JobRow, row: ItemRow): Promise<void> {
  const until = deps.ports.clock.now() + deps.leaseMs
  const settle = async (tx: Tx, outcome: string, serial: string | null): Promise<void> => {
    if (!(await settleRow(tx, row, { outcome, serial, until }))) throw new JobGone()
  }
  try {
    const user = await findSubject(deps, job, row)
    await deps.database.transact(async (tx) => {
      const token = await act(deps, tx, job, user)
      await settle(tx, 'done', token?.serial ?? row.serial)
    })
  } catch (error) {
    const outcome = error instanceof RowFault ? error.fault : error instanceof AppError ? error.code : undefined
    if (outcome === undefined) throw error
    await deps.database.transact((tx) => settle(tx, outcome, row.serial))
  }
}

/** Invited people may be unknown here: then the directory is asked, and what it says is kept. */
async function findSubject({ database, directories, ports }: BulkRunDeps, { action }: JobRow, row: ItemRow): Promise<User> {
  if (row.userId !== null) {
    const user = await findUser(database.db, row.userId)
    if (user) return user
  }
  const [user, other] = await findUsersByAccount(database.db, row.account)
  // Two directories have the account: a file does not say whom it means.
  if (other) throw new RowFault('not-found')
  if (user) return user
  if (action !== 'invite') throw new RowFault('not-found')
  const answer = await directories.findByAccount(row.account)
  if (answer.outcome === 'unavailable') throw new RowFault('directory-unavailable')
  if (answer.outcome !== 'found') throw new RowFault('not-found')
  if (answer.isDisabled) throw new RowFault('account-disabled')
  const introduced = await introduceUser(database.db, answer.user, { id: ports.random.id(), language: 'zh-TW', at: ports.clock.now() })
  await saveGroups(database.db, introduced.id, answer.user.groups)
  return introduced
}

async function act(deps: BulkRunDeps, tx: Tx, job: JobRow, user: User): Promise<TokenRow | undefined> {
  const { actor, address, reason, action } = job
  requireAnotherUser(actor, user.id)
  if (action === 'invite') return invite(deps, tx, job, user)
  // What hands an account of IT over takes a second administrator; suspending protects, and never waits.
  if (action !== 'suspend' && isMemberOfIt(await findRoles(tx, user.id))) throw new RowFault('approval-required')
  const token = await findCurrentToken(tx, user.id)
  if (!token) throw new RowFault('no-token')
  await deps.changes[action](tx, token, { by: 'it', actor, address, reason })
  return token
}

async function invite(
  { ports: { clock, random } }: BulkRunDeps,
  tx: Tx,
  { actor, address, reason }: JobRow,
  user: User,
): Promise<TokenRow> {
  const at = clock.now()
  if (user.mail === null) throw new RowFault('mail-address-missing')
  const slot = await ensureSlot(tx, user.id, { random, now: at })
  if (slot.state !== 'initial' && slot.state !== 'enrolling') throw new RowFault('already-registered')
  const data = { by: 'it', serial: null, address: null, reason } as const
  await queueNotice(tx, { id: random.id(), user, kind: 'invitation', data, at })
  await appendAudit(tx, { at, actor, action: 'user.invited', userId: user.id, tokenId: slot.id, address, detail: { reason } })
  return slot
}

async function finish({ database, ports }: BulkRunDeps, { id }: JobRow): Promise<void> {
  const at = ports.clock.now()
  await database.transact(async (tx) => {
    const job = await moveJob(tx, id, ['running'], { state: 'finished', finishedAt: at })
    if (job) await appendAudit(tx, { at, actor: job.actor, address: job.address, action: 'bulk.finished', detail: describeJob(job) })
  })
}
