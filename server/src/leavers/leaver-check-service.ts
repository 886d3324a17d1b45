// Asks each directory for the users that are known of it, and keeps who is gone or disabled. A check that is not whole takes nothing away
// from the list and adds nothing to it. It suspends nobody: that is an administrator's job.
import { setTimeout as delay } from 'node:timers/promises'
import { bulkLimit } from '@motp/shared/protocol/admin-bulk'
import type { CheckFault, LeaverKind } from '@motp/shared/protocol/admin-leavers'
import { appendAudit } from '../audit/audit-store.ts'
import type { Database } from '../database/database.ts'
import type { Directories } from '../directories/directories.ts'
import type { RollCall, SeenUser } from '../directories/directory.ts'
import type { Ports } from '../ports.ts'
import { findGroupsOf, saveGroups } from '../users/user-group-store.ts'
import { judgePresence } from './leaver.ts'
import { type CheckRow, listChecks, moveCheck, takeCheck } from './leaver-check-store.ts'
import * as store from './leaver-store.ts'

export type LeaverCheckService = ReturnType<typeof createLeaverCheckService>

export type LeaverCheckDeps = {
  database: Database
  ports: Pick<Ports, 'clock' | 'log'>
  directories: Pick<Directories, 'callRoll' | 'health'>
  /** Users of one question. */
  rollCallSize: number
  /** How long a check is left alone after its last sign of life. */
  leaseMs: number
  /** After a start, until the first check by itself: the server has other things to do. */
  restMs: number
  /** Between two tries of a question that got no answer. */
  retryMs: number
}

type Staff = { actor: string; address: string | null }
type Check = { row: CheckRow; staff: Staff }
type Finding = { missing: ReadonlyMap<string, LeaverKind>; users: number }

const day = 86_400_000
const hour = 3_600_000
const tries = 3
const rowsPerTransaction = 500
const sweeper: Staff = { actor: 'system', address: null }

class CheckFailed extends Error {
  readonly fault: CheckFault
  constructor(fault: CheckFault) {
    super(fault)
    this.fault = fault
  }
}
/** Another node has the check by now. */
class CheckGone extends Error {}

export function createLeaverCheckService(deps: LeaverCheckDeps) {
  const { database, ports, directories, leaseMs } = deps
  const restsUntil = ports.clock.now() + deps.restMs
  const running = new Map<string, Promise<void>>()
  const stopping = new AbortController()

  const begin = async (staff: Staff, isForced: boolean): Promise<void> => {
    for (const { name } of directories.health()) {
      const now = ports.clock.now()
      if (running.has(name) || stopping.signal.aborted) continue
      const row = await takeCheck(database.db, name, { now, leaseUntil: now + leaseMs, isForced })
      if (row)
        running.set(
          name,
          carryOut(deps, { row, staff }, stopping.signal).finally(() => running.delete(name)),
        )
    }
  }

  return {
    /** Of every directory, now; those that are under way are left alone. */
    start: (staff: Staff): Promise<void> => begin(staff, true),
    /** Called now and then: once a day for each directory, an hour after a check that failed. Nobody waits for the checks themselves. */
    async startDue(): Promise<void> {
      if (ports.clock.now() >= restsUntil) await begin(sweeper, false)
    },
    list: (): Promise<CheckRow[]> => listChecks(database.db),
    /** Resolves when no check runs here. */
    async settled(): Promise<void> {
      await Promise.all(running.values())
    },
    async stop(): Promise<void> {
      stopping.abort()
      await Promise.all(running.values())
    },
  }
}

/** Never throws. */
async function carryOut(deps: LeaverCheckDeps, check: Check, stopped: AbortSignal): Promise<void> {
  const { directory } = check.row
  try {
    await keep(deps, check, await findMissing(deps, check, stopped))
  } catch (error) {
    if (error instanceof CheckGone) return
    if (!(error instanceof CheckFailed)) deps.ports.log.error({ err: error, directory }, 'a check for leavers was interrupted')
    const fault = error instanceof CheckFailed ? error.fault : 'interrupted'
    await fail(deps, check, fault).catch((err: unknown) => deps.ports.log.error({ err, directory }, 'a failed check was not recorded'))
  }
}

async function findMissing(deps: LeaverCheckDeps, { row }: Check, stopped: AbortSignal): Promise<Finding> {
  const { database, ports, rollCallSize, leaseMs } = deps
  const missing = new Map<string, LeaverKind>()
  const total = await store.countKnownUsers(database.db, row.directory)
  let asked = 0
  let after = ''
  for (;;) {
    if (stopped.aborted) throw new CheckFailed('interrupted')
    if (!(await moveCheck(database.db, row, { total, asked, leaseUntil: ports.clock.now() + leaseMs }))) throw new CheckGone()
    const users = await store.listKnownUsers(database.db, row.directory, { after, limit: rollCallSize })
    const last = users.at(-1)
    if (!last) return { missing, users: asked }
    const seen = await ask(deps, row.directory, users)
    for (const { id, directoryId } of users) {
      const kind = judgePresence(seen.get(directoryId))
      if (kind) missing.set(id, kind)
    }
    if (missing.size > bulkLimit) throw new CheckFailed('too-many')
    await refresh(database, users, seen)
    asked += users.length
    after = last.directoryId
  }
}

async function ask({ directories, retryMs }: LeaverCheckDeps, directory: string, users: readonly store.KnownUser[]) {
  const ids = users.map(({ directoryId }) => directoryId)
  let answer: RollCall = await directories.callRoll(directory, ids)
  for (let again = 1; again < tries && answer.outcome === 'unavailable'; again++) {
    await delay(retryMs)
    answer = await directories.callRoll(directory, ids)
  }
  if (answer.outcome === 'unavailable') throw new CheckFailed(answer.fault)
  return answer.seen
}

/** Names, mail addresses and groups as the directory has them now; most of the time there is nothing to write. */
async function refresh(database: Database, users: readonly store.KnownUser[], seen: ReadonlyMap<string, SeenUser>): Promise<void> {
  const groupsOf = await findGroupsOf(
    database.db,
    users.map(({ id }) => id),
  )
  const changed = users.flatMap((user) => {
    const said = seen.get(user.directoryId)
    if (!said) return []
    const isSame = user.account === said.account && user.displayName === said.displayName && user.mail === said.mail
    const areGroupsSame = isSameList(groupsOf.get(user.id) ?? [], said.groups)
    return isSame && areGroupsSame ? [] : [{ id: user.id, said }]
  })
  if (changed.length === 0) return
  await database.transact(async (tx) => {
    for (const { id, said } of changed) {
      await store.refreshUser(tx, id, said)
      await saveGroups(tx, id, said.groups)
    }
  })
}

function isSameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name) => other.includes(name))
}

/** The list becomes what was found: in parts, so that others get their turns. Whoever is not found any more is back. */
async function keep({ database, ports }: LeaverCheckDeps, { row, staff }: Check, { missing, users }: Finding): Promise<void> {
  const { directory } = row
  // Later than the last finding, which it replaces by being later.
  const at = Math.max(ports.clock.now(), (row.foundAt ?? 0) + 1)
  const rows = [...missing].map(([userId, kind]) => ({ userId, directory, kind, since: at, checkedAt: at }))
  let goneUsable = 0
  for (let start = 0; start < rows.length; start += rowsPerTransaction) {
    const part = rows.slice(start, start + rowsPerTransaction)
    await database.transact((tx) => store.saveLeavers(tx, part))
    const gone = part.filter(({ kind }) => kind === 'gone').map(({ userId }) => userId)
    goneUsable += await store.countUsable(database.db, gone)
  }
  const older = { before: at, limit: rowsPerTransaction }
  while ((await database.transact((tx) => store.deleteOlderLeavers(tx, directory, older))) === rowsPerTransaction);
  const gone = rows.filter(({ kind }) => kind === 'gone').length
  await database.transact(async (tx) => {
    const found = { foundAt: at, users, gone, disabled: rows.length - gone, goneUsable }
    if (!(await moveCheck(tx, row, { ...found, state: 'done', asked: users, total: users, dueAt: at + day }))) throw new CheckGone()
    const detail = { directory, users, gone, disabled: found.disabled }
    await appendAudit(tx, { at, ...staff, action: 'leavers.checked', detail })
  })
}

async function fail({ database, ports }: LeaverCheckDeps, { row, staff }: Check, fault: CheckFault): Promise<void> {
  const at = ports.clock.now()
  await database.transact(async (tx) => {
    if (!(await moveCheck(tx, row, { state: 'failed', fault, dueAt: at + hour }))) return
    await appendAudit(tx, { at, ...staff, action: 'leavers.checked', detail: { directory: row.directory, fault } })
  })
}
