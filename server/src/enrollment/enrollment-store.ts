// Table `enrollments`. Each step of the state machine is a compare-and-set: double clicks, retries and a second window meet its WHERE clause.
import type { Db, Tx } from '../database/database.ts'
import type { EnrollmentsTable } from '../database/schema.ts'
import { answersPerChallenge, type EnrollmentRow, erasedSecrets, openStates, triesToConfirm } from './enrollment.ts'

export type NewEnrollment = Omit<EnrollmentsTable, 'device' | 'devicePublicKey' | 'otherDeviceTried' | 'answers' | 'tries' | 'exchange'>

export async function insertEnrollment(tx: Tx, enrollment: NewEnrollment): Promise<void> {
  const untouched = { device: null, devicePublicKey: null, otherDeviceTried: 0, answers: 0, tries: 0, exchange: null }
  await tx
    .insertInto('enrollments')
    .values({ ...untouched, ...enrollment })
    .execute()
}

export async function findEnrollment(db: Db, id: string): Promise<EnrollmentRow | undefined> {
  return db.selectFrom('enrollments').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function findEnrollmentByTicket(db: Db, ticketId: string): Promise<EnrollmentRow | undefined> {
  return db.selectFrom('enrollments').selectAll().where('ticketId', '=', ticketId).executeTakeFirst()
}

/** Which open enrollments: of one slot, of one console session, or one. */
export type Selection = { tokenId: string } | { sessionId: string } | { id: string }

export async function listOpenEnrollments(db: Db, selection: Selection): Promise<EnrollmentRow[]> {
  const [[column, value] = ['id', ''] as const] = Object.entries(selection) as ['id' | 'tokenId' | 'sessionId', string][]
  return db.selectFrom('enrollments').selectAll().where(column, '=', value).where('state', 'in', openStates).orderBy('id').execute()
}

export async function listDueEnrollments(db: Db, now: number, limit: number): Promise<EnrollmentRow[]> {
  const due = db.selectFrom('enrollments').selectAll().where('state', 'in', openStates).where('expiresAt', '<=', now)
  return due.orderBy('expiresAt').limit(limit).execute()
}

/** The changed row, or undefined when it no longer stood in `from`, or when its time was over. */
export async function stepEnrollment(
  tx: Tx,
  id: string,
  { from, now, changes }: { from: 'waiting' | 'keyed'; now: number; changes: Partial<EnrollmentsTable> },
): Promise<EnrollmentRow | undefined> {
  const step = tx.updateTable('enrollments').set(changes).where('id', '=', id).where('state', '=', from).where('expiresAt', '>', now)
  return step.returningAll().executeTakeFirst()
}

/** The first phone takes the ticket: only where nobody has. */
export async function takeTicket(
  db: Db,
  id: string,
  { now, changes }: { now: number; changes: Partial<EnrollmentsTable> },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('enrollments')
    .set(changes)
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .where('exchange', 'is', null)
    .where('expiresAt', '>', now)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** True the first time. */
export async function noteOtherDevice(tx: Tx, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('enrollments')
    .set({ otherDeviceTried: 1 })
    .where('id', '=', id)
    .where('otherDeviceTried', '=', 0)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Counts an answer before it is looked at; undefined when there are none left. */
export async function countAnswer(db: Db, id: string): Promise<EnrollmentRow | undefined> {
  return db
    .updateTable('enrollments')
    .set((row) => ({ answers: row('answers', '+', 1) }))
    .where('id', '=', id)
    .where('state', 'in', openStates)
    .where('answers', '<', answersPerChallenge)
    .returningAll()
    .executeTakeFirst()
}

/** Counts a code before it is looked at; undefined when there are no tries left. */
export async function countTry(tx: Tx, id: string, now: number): Promise<EnrollmentRow | undefined> {
  return tx
    .updateTable('enrollments')
    .set((row) => ({ tries: row('tries', '+', 1) }))
    .where('id', '=', id)
    .where('state', '=', 'keyed')
    .where('tries', '<', triesToConfirm)
    .where('expiresAt', '>', now)
    .returningAll()
    .executeTakeFirst()
}

/** Ends an open enrollment and erases its secrets; false when it had ended already. */
export async function endEnrollment(tx: Tx, id: string, state: 'cancelled' | 'expired' | 'active'): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('enrollments')
    .set({ state, ...erasedSecrets })
    .where('id', '=', id)
    .where('state', 'in', openStates)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
