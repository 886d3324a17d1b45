// The outbox: a notice is queued in the transaction of the change that it tells about, and sent from here later.
import type { Language } from '@motp/shared/protocol/language'
import type { Db, Tx } from '../database/database.ts'
import { keepQuery } from '../database/kept-query.ts'
import type { NoticesTable } from '../database/schema.ts'
import { noticeContext } from '../seal/seal-context.ts'
import type { Seal } from '../seal/seal-service.ts'
import type { User } from '../users/user.ts'
import { isMailAddress, type MailedCodeNotice, type Notice } from './notice.ts'

/** Queues nothing for a user whom mail cannot reach. */
export async function queueNotice(tx: Tx, { id, user, kind, language, data, at }: Notice): Promise<void> {
  await addToOutbox(tx, user, { id, language: language ?? user.language, kind, data: JSON.stringify(data), isSealed: 0, createdAt: at })
}

/** A code lies sealed in the outbox and is erased once it is sent. */
export async function queueMailedCode(
  tx: Tx,
  seal: Pick<Seal, 'seal'>,
  { id, kind = 'mailed-code', user, language, data, at }: MailedCodeNotice,
): Promise<void> {
  const sealed = await seal.seal(new TextEncoder().encode(JSON.stringify(data)), noticeContext(id))
  await addToOutbox(tx, user, { id, language: language ?? user.language, kind, data: sealed, isSealed: 1, createdAt: at })
}

type NewRow = { id: string; language: Language; kind: string; data: string; isSealed: number; createdAt: number }

async function addToOutbox(tx: Tx, { id: userId, mail }: User, row: NewRow): Promise<void> {
  if (mail === null || !isMailAddress(mail)) return
  await insert(tx, { ...row, userId, recipient: mail, nextAttemptAt: row.createdAt, sentAt: null, failure: null, attempts: 0 })
}

const insert = keepQuery((db, row: NoticesTable) => db.insertInto('notices').values(row))

export type QueuedNotice = NoticesTable
/** With who reads it, as last seen. */
export type DueNotice = QueuedNotice & { name: string | null; account: string | null }

/** The latest mails to a user, newest first; what they say is not read. */
export async function listNoticesOf(db: Db, userId: string, limit: number): Promise<Omit<QueuedNotice, 'data'>[]> {
  return db
    .selectFrom('notices')
    .select(['id', 'userId', 'recipient', 'language', 'kind', 'isSealed', 'attempts', 'nextAttemptAt', 'createdAt', 'sentAt', 'failure'])
    .where('userId', '=', userId)
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** What is due, longest waiting first. */
export async function listDueNotices(db: Db, now: number, limit: number): Promise<DueNotice[]> {
  return db
    .selectFrom('notices')
    .leftJoin('users', 'users.id', 'notices.userId')
    .selectAll('notices')
    .select(['users.displayName as name', 'users.account'])
    .where('sentAt', 'is', null)
    .where('nextAttemptAt', '<=', now)
    .orderBy('nextAttemptAt')
    .limit(limit)
    .execute()
}

/** Of several nodes that see the same row one wins: the write, not the read before it, decides who sends the mail. */
export async function claimNotice(db: Db, { id, nextAttemptAt, attempts }: QueuedNotice, nextAttempt: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('notices')
    .set({ nextAttemptAt: nextAttempt, attempts: attempts + 1 })
    .where('id', '=', id)
    .where('sentAt', 'is', null)
    .where('nextAttemptAt', '=', nextAttemptAt)
    .where('attempts', '=', attempts)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Nothing sealed stays behind. */
export async function markSent(db: Db, { id, isSealed }: QueuedNotice, now: number): Promise<void> {
  await db
    .updateTable('notices')
    .set({ sentAt: now, failure: null, ...(isSealed === 1 ? erased : {}) })
    .where('id', '=', id)
    .execute()
}

/** `failure`: what went wrong, without the content of the mail. */
export async function markFailed(db: Db, { id }: QueuedNotice, failure: string): Promise<void> {
  await db.updateTable('notices').set({ failure }).where('id', '=', id).execute()
}

/** No further attempt: the row stays as a record, what was sealed goes. */
export async function giveUpNotice(db: Db, { id, isSealed }: QueuedNotice, failure: string): Promise<void> {
  await db
    .updateTable('notices')
    .set({ failure, nextAttemptAt: Number.MAX_SAFE_INTEGER, ...(isSealed === 1 ? erased : {}) })
    .where('id', '=', id)
    .execute()
}

const erased = { data: '{}', isSealed: 0 }
