// Table `hourlyActs`: what members of IT did and who was locked out, by the hour, for the reports.
import type { Reports } from '@motp/shared/protocol/admin-reports'
import type { AuditAction } from '@motp/shared/protocol/audit-action'
import { sql } from 'kysely'
import type { Db } from '../database/database.ts'
import { hourMs } from './hour.ts'

const lock = 'token.locked' satisfies AuditAction
const byStaff = 'admin:'

/** Adds the acts of these events, `from` exclusive. */
export async function addActs(tx: Db, { from, to }: { from: number; to: number }): Promise<void> {
  const subject = sql<string>`case when ${sql.ref('action')} = ${sql.lit(lock)} then ${sql.ref('userId')} else ${sql.ref('actor')} end`
  const acts = await tx
    .selectFrom('auditEvents')
    .select(['action', sql<number>`${sql.ref('at')} / ${sql.lit(hourMs)}`.as('hour'), subject.as('subject')])
    .select((is) => [is.fn.countAll<number>().as('count'), is.fn.max('at').as('lastAt')])
    .where('sequence', '>', from)
    .where('sequence', '<=', to)
    .where((is) => is.or([is('actor', 'like', `${byStaff}%`), is.and([is('action', '=', lock), is('userId', 'is not', null)])]))
    .groupBy(['action', 'hour', 'subject'])
    .execute()
  for (const { action, hour, subject: who, count, lastAt } of acts)
    await addAct(tx, { action, hour: Number(hour), subject: who, count: Number(count), lastAt: Number(lastAt) })
}

async function addAct(tx: Db, act: { action: string; hour: number; subject: string; count: number; lastAt: number }): Promise<void> {
  await tx
    .insertInto('hourlyActs')
    .values(act)
    .onConflict((conflict) =>
      conflict
        .columns(['action', 'hour', 'subject'])
        .doUpdateSet({ count: sql<number>`${sql.ref('hourlyActs.count')} + ${act.count}`, lastAt: act.lastAt }),
    )
    .execute()
}

const shownAtMost = 200

/** Users by how often they were locked out since. */
export async function listLockouts(db: Db, since: number): Promise<Reports['lockouts']> {
  const rows = await db
    .selectFrom('hourlyActs')
    .where('action', '=', lock)
    .where('hour', '>=', Math.floor(since / hourMs))
    .select((is) => ['subject', is.fn.sum<number>('count').as('locks'), is.fn.max('lastAt').as('lastAt')])
    .groupBy('subject')
    .orderBy('locks', 'desc')
    .orderBy('lastAt', 'desc')
    .limit(shownAtMost)
    .execute()
  const accounts = await findAccounts(
    db,
    rows.map(({ subject }) => subject),
  )
  return rows.map(({ subject, locks, lastAt }) => ({
    userId: subject,
    account: accounts.get(subject) ?? null,
    locks: Number(locks),
    lastAt: Number(lastAt),
  }))
}

/** How often each member of IT did each of these since. */
export async function listStaffActs(db: Db, actions: readonly AuditAction[], since: number): Promise<Reports['staff']> {
  const rows = await db
    .selectFrom('hourlyActs')
    .where('action', 'in', actions)
    .where('hour', '>=', Math.floor(since / hourMs))
    .select((is) => ['subject as actor', 'action', is.fn.sum<number>('count').as('count')])
    .groupBy(['subject', 'action'])
    .orderBy('subject')
    .orderBy('action')
    .limit(shownAtMost)
    .execute()
  const idOf = (actor: string) => actor.slice(byStaff.length)
  const accounts = await findAccounts(
    db,
    rows.map(({ actor }) => idOf(actor)),
  )
  return rows.map(({ actor, action, count }) => ({ actor, action, account: accounts.get(idOf(actor)) ?? null, count: Number(count) }))
}

async function findAccounts(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('users')
    .select(['id', 'account'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map(({ id, account }) => [id, account]))
}
