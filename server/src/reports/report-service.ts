// Reports for IT, out of counts made beforehand.
import { idleDays, type ReportName, type Reports } from '@motp/shared/protocol/admin-reports'
import type { AuditAction } from '@motp/shared/protocol/audit-action'
import { appendAudit } from '../audit/audit-store.ts'
import type { CountService } from '../counts/count-service.ts'
import { listLockouts, listStaffActs } from '../counts/hourly-act-store.ts'
import { readCoverage } from '../counts/user-count-store.ts'
import type { Database } from '../database/database.ts'
import type { Ports } from '../ports.ts'
import { countByGroup } from './group-report-store.ts'
import { createKeptCount } from './kept-count.ts'

export type ReportService = ReturnType<typeof createReportService>

type Cell = string | number | null
type ReportDeps = { database: Database; ports: Pick<Ports, 'clock'>; counts: Pick<CountService, 'catchUp'> }

const day = 86_400_000
const freshForMs = 3 * 60_000
const groupsShown = 500
/** A million users are counted by group in some ten seconds. */
const patienceMs = 100
const staffActions: readonly AuditAction[] = [
  ...(['token.suspended', 'token.resumed', 'token.reset', 'token.unlocked', 'token.resynced', 'token.extended'] as const),
  ...(['activation-code.issued', 'session.revoked', 'note.added', 'caller.proved', 'caller.refused', 'caller.code-mailed'] as const),
  ...([
    'approval.requested',
    'approval.granted',
    'approval.declined',
    'user.invited',
    'leavers.checked',
    'leavers.unbraked',
    'bulk.started',
    'policy.changed',
  ] as const),
]

export function createReportService({ database, ports: { clock }, counts }: ReportDeps) {
  const { db } = database

  const countGroups = createKeptCount({ clock, freshForMs, patienceMs, count: () => countByGroup(db, groupsShown) })

  const read = async (days: number): Promise<Reports> => {
    const since = clock.now() - days * day
    await counts.catchUp()
    const [coverage, groups, lockouts, staff] = await Promise.all([
      readCoverage(db),
      countGroups(),
      listLockouts(db, since),
      listStaffActs(db, staffActions, since),
    ])
    return { ...coverage, groups, lockouts, staff }
  }

  return {
    read,

    /** Header and rows of one report; recorded. */
    async export(name: ReportName, days: number, staff: { actor: string; address: string | null }): Promise<Cell[][]> {
      const event = { at: clock.now(), ...staff, action: 'report.exported', detail: { report: name, days } } as const
      await database.transact((tx) => appendAudit(tx, event))
      return toRows(name, await read(days))
    },
  }
}

function toRows(name: ReportName, { coverage, groups, idle, lockouts, staff }: Reports): Cell[][] {
  switch (name) {
    case 'coverage':
      return [
        ['directory', 'users', 'registered', 'suspended', 'locked', 'expired'],
        ...coverage.map((row) => [row.directory, row.users, row.registered, row.suspended, row.locked, row.expired]),
      ]
    case 'groups':
      return [
        ['group', 'users', 'registered', 'suspended', 'locked', 'expired'],
        ...(groups?.rows ?? []).map((row) => [row.group, row.users, row.registered, row.suspended, row.locked, row.expired]),
      ]
    case 'idle':
      return [
        ['directory', 'active', ...idleDays.map((days) => `idle ${days} days`)],
        ...idle.map((row) => [row.directory, row.active, ...row.idle]),
      ]
    case 'lockouts':
      return [
        ['account', 'locks', 'last'],
        ...lockouts.map(({ account, userId, locks, lastAt }) => [account ?? userId, locks, new Date(lastAt).toISOString()]),
      ]
    case 'staff':
      return [['account', 'action', 'count'], ...staff.map(({ account, actor, action, count }) => [account ?? actor, action, count])]
  }
}
