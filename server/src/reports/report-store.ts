// Counts for the reports. Users are walked in steps, each short, so that nothing else waits for a count over all of them.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { idleDays, type Reports } from '@motp/shared/protocol/admin-reports'
import type { AuditAction } from '@motp/shared/protocol/audit-action'
import { sql } from 'kysely'
import type { Db } from '../database/database.ts'

export type DirectoryCount = Reports['coverage'][number] & { active: number; idle: number[] }

const usersPerStep = 10_000
const day = 86_400_000

/** Users and their current tokens by directory. */
export async function countByDirectory(db: Db, now: number): Promise<DirectoryCount[]> {
  const counts = new Map<string, DirectoryCount>()
  let after = ''
  for (;;) {
    const rows = await countStep(db, after, now)
    if (rows.length === 0) return [...counts.values()].toSorted((a, b) => (a.directory < b.directory ? -1 : 1))
    for (const row of rows) counts.set(row.directory, addUp(counts.get(row.directory), row))
    after =
      rows
        .map(({ lastId }) => lastId)
        .toSorted()
        .at(-1) ?? ''
    // SQLite answers without leaving the turn: others get theirs here.
    await nextTurn()
  }
}

type Step = Awaited<ReturnType<typeof countStep>>[number]

function addUp(sum: DirectoryCount | undefined, { directory, lastId: _, idle0, idle1, idle2, idle3, ...row }: Step): DirectoryCount {
  const idle = [idle0, idle1, idle2, idle3].map((count, index) => Number(count) + (sum?.idle[index] ?? 0))
  const numbers = Object.entries(row).map(([key, count]) => [key, Number(count) + Number(sum?.[key as keyof typeof row] ?? 0)])
  return { directory, ...(Object.fromEntries(numbers) as Record<keyof typeof row, number>), idle }
}

function countStep(db: Db, after: string, now: number) {
  const whenever = (condition: ReturnType<typeof sql<boolean>>) => sql<number>`sum(case when ${condition} then 1 else 0 end)`
  const state = sql.ref('tokens.state')
  const idleSince = (days: number) =>
    whenever(
      sql<boolean>`${state} = 'active' and coalesce(${sql.ref('tokens.lastUsedAt')}, ${sql.ref('tokens.enrolledAt')}) < ${now - days * day}`,
    )
  return db
    .selectFrom((step) =>
      step.selectFrom('users').select(['id', 'directory']).where('id', '>', after).orderBy('id').limit(usersPerStep).as('step'),
    )
    .leftJoin('tokens', (join) => join.onRef('tokens.userId', '=', 'step.id').on('tokens.state', '!=', 'revoked'))
    .select((row) => [
      'step.directory',
      row.fn.max('step.id').as('lastId'),
      row.fn.countAll<number>().as('users'),
      whenever(sql<boolean>`${state} in ('active', 'suspended', 'expired')`).as('registered'),
      whenever(sql<boolean>`${state} = 'active'`).as('active'),
      whenever(sql<boolean>`${state} = 'suspended'`).as('suspended'),
      whenever(sql<boolean>`${state} = 'expired'`).as('expired'),
      whenever(sql<boolean>`${sql.ref('tokens.isHardLocked')} = 1`).as('locked'),
      idleSince(idleDays[0]).as('idle0'),
      idleSince(idleDays[1]).as('idle1'),
      idleSince(idleDays[2]).as('idle2'),
      idleSince(idleDays[3]).as('idle3'),
    ])
    .groupBy('step.directory')
    .execute()
}

const shownAtMost = 200
/** As it is written in the indexes of the trail, or they are not used. */
const isNoAcceptedCode = sql<boolean>`${sql.ref('auditEvents.action')} <> ${sql.lit('verification.accepted')}`

/** Users by how often they were locked out since. */
export async function countLockouts(db: Db, since: number): Promise<Reports['lockouts']> {
  const rows = await db
    .selectFrom('auditEvents')
    .leftJoin('users', 'users.id', 'auditEvents.userId')
    .where(isNoAcceptedCode)
    .where('action', '=', 'token.locked')
    .where('at', '>=', since)
    .where('auditEvents.userId', 'is not', null)
    .select((row) => ['auditEvents.userId', 'account', row.fn.countAll<number>().as('locks'), row.fn.max('at').as('lastAt')])
    .groupBy(['auditEvents.userId', 'account'])
    .orderBy('locks', 'desc')
    .limit(shownAtMost)
    .execute()
  return rows.flatMap(({ userId, ...row }) => (userId === null ? [] : [{ userId, ...row }]))
}

/** What each member of IT did since. */
export async function countStaffActs(db: Db, actions: readonly AuditAction[], since: number): Promise<Reports['staff']> {
  const rows = await db
    .selectFrom('auditEvents')
    .where(isNoAcceptedCode)
    .where('action', 'in', actions)
    .where('at', '>=', since)
    .where('actor', 'like', 'admin:%')
    .select((row) => ['actor', 'action', row.fn.countAll<number>().as('count')])
    .groupBy(['actor', 'action'])
    .orderBy('actor')
    .orderBy('action')
    .limit(shownAtMost)
    .execute()
  const idOf = (actor: string) => actor.slice('admin:'.length)
  const ids = [...new Set(rows.map(({ actor }) => idOf(actor)))]
  const people = ids.length === 0 ? [] : await db.selectFrom('users').select(['id', 'account']).where('id', 'in', ids).execute()
  return rows.map((row) => ({ ...row, account: people.find(({ id }) => id === idOf(row.actor))?.account ?? null }))
}
