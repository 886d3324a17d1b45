// An open registration, the console's side: look, watch, give up, run out. It belongs to the console session that started it; for any
// other session, the same user's included, it does not exist.
import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '@motp/shared/protocol/app-error'
import type { EnrollmentView } from '@motp/shared/protocol/enrollments'
import { appendAudit } from '../audit/audit-store.ts'
import type { Database, Tx } from '../database/database.ts'
import type { Ports } from '../ports.ts'
import type { Caller } from '../sessions/session.ts'
import { changeToken } from '../tokens/token-store.ts'
import { type EnrollmentRow, isOpen, stateAt, toEnrollmentView } from './enrollment.ts'
import { endEnrollment, findEnrollment, listDueEnrollments, listOpenEnrollments, type Selection } from './enrollment-store.ts'

export type EnrollmentService = ReturnType<typeof createEnrollmentService>

export type EnrollmentDeps = { database: Database; ports: Ports }

const watchEveryMs = 700
const expireAtOnce = 100

export function createEnrollmentService({ database, ports: { clock } }: EnrollmentDeps) {
  /** Ends open registrations, erases their secrets, empties their slots. Those that had ended already are left alone. */
  const close = async (tx: Tx, rows: readonly EnrollmentRow[], state: 'cancelled' | 'expired', by: Ender = system): Promise<void> => {
    const ended: EnrollmentRow[] = []
    for (const row of rows) {
      if (!(await endEnrollment(tx, row.id, state))) continue
      await changeToken(tx, row.tokenId, { from: ['enrolling'], changes: { state: 'initial' } })
      ended.push(row)
    }
    const entry = { at: clock.now(), ...by, action: state === 'expired' ? 'enrollment.expired' : 'enrollment.cancelled' } as const
    await appendAudit(tx, ...ended.map(({ userId, tokenId, mode }) => ({ ...entry, userId, tokenId, detail: { mode } })))
  }

  const getOwn = async (enrollmentId: string, { session }: Pick<Caller, 'session'>): Promise<EnrollmentRow> => {
    const row = await findEnrollment(database.db, enrollmentId)
    if (row?.userId !== session.user.id || row.sessionId !== session.id) throw new AppError('not-found')
    if (isOpen(row) && stateAt(row, clock.now()) === 'expired') await database.transact((tx) => close(tx, [row], 'expired'))
    return row
  }

  const get = async (enrollmentId: string, caller: Caller): Promise<EnrollmentView> =>
    toEnrollmentView(await getOwn(enrollmentId, caller), clock.now())

  return {
    getOwn,
    close,
    get,

    /** One view at once, one at each change, until the registration has ended or the reader has gone. Polls, so that it works on any node. */
    async watch(enrollmentId: string, caller: Caller, { emit, signal }: Watcher): Promise<void> {
      for (let last = ''; !signal.aborted; ) {
        const view = await get(enrollmentId, caller)
        const shown = JSON.stringify({ ...view, now: 0 })
        if (shown !== last) emit(view)
        if (!isOpen(view)) return
        last = shown
        await delay(watchEveryMs, undefined, { signal }).catch(() => undefined)
      }
    },

    /** Giving up twice, or what has ended, is no error. */
    async cancel(enrollmentId: string, caller: Caller): Promise<void> {
      const row = await getOwn(enrollmentId, caller)
      const by = { actor: `user:${caller.session.user.id}`, address: caller.address }
      await database.transact((tx) => close(tx, [row], 'cancelled', by))
    },

    /** At sign-out and at a reset: what is open ends with its session or its token. */
    async closeOf(tx: Tx, selection: Selection): Promise<void> {
      await close(tx, await listOpenEnrollments(tx, selection), 'cancelled')
    },

    /** Half-done registrations die alone; called every half minute. */
    async expireDue(): Promise<number> {
      return database.transact(async (tx) => {
        const due = await listDueEnrollments(tx, clock.now(), expireAtOnce)
        await close(tx, due, 'expired')
        return due.length
      })
    },
  }
}

type Ender = { actor: string; address: string | null }
const system: Ender = { actor: 'system', address: null }

export type Watcher = { emit(view: EnrollmentView): void; signal: AbortSignal }
