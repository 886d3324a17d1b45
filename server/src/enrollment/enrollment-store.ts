// Table `enrollments`. Each step of the state machine is a compare-and-set: double clicks, retries and a second window meet its WHERE clause.
import type { Db, Tx } from '../database/database.ts'
import { keepQuery } from '../database/kept-query.ts'
import type { EnrollmentsTable } from '../database/schema.ts'
import { answersPerChallenge, type EnrollmentRow, erasedSecrets, openStates, triesToConfirm } from './enrollment.ts'

export type NewEnrollment = Omit<EnrollmentsTable, 'device' | 'devicePublicKey' | 'otherDeviceTried' | 'answers' | 'tries' | 'exchange'>

export async function insertEnrollment(tx: Tx, enrollment: NewEnrollment): Promise<void> {
  const untouched = { device: null, devicePublicKey: null, otherDeviceTried: 0, answers: 0, tries: 0, exchange: null }
  await insert(tx, { ...untouched, ...enrollment })
}

const insert = keepQuery((db, row: EnrollmentsTable) => db.insertInto('enrollments').values(row))

export async function findEnrollment(db: Db, id: string): Promise<EnrollmentRow | undefined> {
  return (await findById(db, { id })).rows[0]
}

const findById = keepQuery((db, { id }: { id: string }) => db.selectFrom('enrollments').selectAll().where('id', '=', id))

export async function findEnrollmentByTicket(db: Db, ticketId: string): Promise<EnrollmentRow | undefined> {
  return (await findByTicket(db, { ticketId })).rows[0]
}

const findByTicket = keepQuery((db, { ticketId }: { ticketId: string }) =>
  db.selectFrom('enrollments').selectAll().where('ticketId', '=', ticketId),
)

/** Which open enrollments: of one slot, of one console session, or one. */
export type Selection = { tokenId: string } | { sessionId: string } | { id: string }

export async function listOpenEnrollments(db: Db, selection: Selection): Promise<EnrollmentRow[]> {
  const [[column, value] = ['id', ''] as const] = Object.entries(selection) as ['id' | 'tokenId' | 'sessionId', string][]
  return (await listOpen[column](db, { value })).rows
}

const listOpenBy = (column: 'id' | 'tokenId' | 'sessionId') =>
  keepQuery((db, { value }: { value: string }) =>
    db.selectFrom('enrollments').selectAll().where(column, '=', value).where('state', 'in', openStates).orderBy('id'),
  )
const listOpen = { id: listOpenBy('id'), tokenId: listOpenBy('tokenId'), sessionId: listOpenBy('sessionId') }

export async function listDueEnrollments(db: Db, now: number, limit: number): Promise<EnrollmentRow[]> {
  const due = db.selectFrom('enrollments').selectAll().where('state', 'in', openStates).where('expiresAt', '<=', now)
  return due.orderBy('expiresAt').limit(limit).execute()
}

/** The changed row, or undefined when it no longer stood in `from`, or when its time was over. */
export async function stepEnrollment(tx: Tx, id: string, step: Step): Promise<EnrollmentRow | undefined> {
  return (await takeStep(tx, { id, ...step })).rows[0]
}

type Step = { from: 'waiting' | 'keyed'; now: number; changes: Partial<EnrollmentsTable> }

const takeStep = keepQuery((db, { id, from, now, changes }: Step & { id: string }) =>
  db.updateTable('enrollments').set(changes).where('id', '=', id).where('state', '=', from).where('expiresAt', '>', now).returningAll(),
)

/** The first phone takes the ticket: only where nobody has. */
export async function takeTicket(db: Db, id: string, taking: Omit<Step, 'from'>): Promise<boolean> {
  return (await takeFreeTicket(db, { id, ...taking })).numAffectedRows === 1n
}

const takeFreeTicket = keepQuery((db, { id, now, changes }: Omit<Step, 'from'> & { id: string }) =>
  db
    .updateTable('enrollments')
    .set(changes)
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .where('exchange', 'is', null)
    .where('expiresAt', '>', now),
)

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
  return (await addAnswer(db, { id })).rows[0]
}

const addAnswer = keepQuery((db, { id }: { id: string }) =>
  db
    .updateTable('enrollments')
    .set((row) => ({ answers: row('answers', '+', 1) }))
    .where('id', '=', id)
    .where('state', 'in', openStates)
    .where('answers', '<', answersPerChallenge)
    .returningAll(),
)

/** Counts a code before it is looked at; undefined when there are no tries left. */
export async function countTry(tx: Tx, id: string, now: number): Promise<EnrollmentRow | undefined> {
  return (await addTry(tx, { id, now })).rows[0]
}

const addTry = keepQuery((db, { id, now }: { id: string; now: number }) =>
  db
    .updateTable('enrollments')
    .set((row) => ({ tries: row('tries', '+', 1) }))
    .where('id', '=', id)
    .where('state', '=', 'keyed')
    .where('tries', '<', triesToConfirm)
    .where('expiresAt', '>', now)
    .returningAll(),
)

/** Ends an open enrollment and erases its secrets; false when it had ended already. */
export async function endEnrollment(tx: Tx, id: string, state: 'cancelled' | 'expired' | 'active'): Promise<boolean> {
  return (await end(tx, { id, state })).numAffectedRows === 1n
}

const end = keepQuery((db, { id, state }: { id: string; state: 'cancelled' | 'expired' | 'active' }) =>
  db
    .updateTable('enrollments')
    .set({ state, ...erasedSecrets })
    .where('id', '=', id)
    .where('state', 'in', openStates),
)
