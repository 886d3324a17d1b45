// Table `notes`: what IT writes down about a user. Never changed: a wrong one is followed by a better one.
import type { UserNote } from '@motp/shared/protocol/admin-users'
import type { Db, Tx } from '../database/database.ts'

const notesShown = 50

export async function insertNote(
  tx: Tx,
  note: { id: string; userId: string; authorId: string; text: string; createdAt: number },
): Promise<void> {
  await tx.insertInto('notes').values(note).execute()
}

/** Newest first. */
export async function listNotes(db: Db, userId: string): Promise<UserNote[]> {
  return db
    .selectFrom('notes')
    .leftJoin('users as author', 'author.id', 'notes.authorId')
    .select(['notes.id', 'notes.createdAt as at', 'author.account as author', 'notes.text'])
    .where('notes.userId', '=', userId)
    .orderBy('notes.createdAt', 'desc')
    .orderBy('notes.id')
    .limit(notesShown)
    .execute()
}
