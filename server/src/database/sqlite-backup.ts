// Copies of an SQLite database: taken while the server runs, put back while it does not.
import { existsSync } from 'node:fs'
import { chmod, copyFile, open, rename, rm } from 'node:fs/promises'
import SqliteDatabase from 'better-sqlite3'

export class BackupError extends Error {
  override readonly name = 'BackupError'
}

/** SQLite's online backup: a consistent copy in one file. It holds sealed seeds and names of people, hence 0600. */
export async function backUpSqlite(source: string, target: string): Promise<void> {
  // Taken before anything is written, so that an older backup is never overwritten and nobody else reads along.
  const file = await open(target, 'wx', 0o600).catch((cause: unknown) => {
    throw new BackupError(`${target} cannot be made: ${reasonOf(cause)}`, { cause })
  })
  await file.close()
  const database = new SqliteDatabase(source, { readonly: true })
  try {
    await database.backup(target)
    closeJournal(target)
    checkSqlite(target)
  } catch (error) {
    await rm(target, { force: true })
    throw error
  } finally {
    database.close()
  }
}

/**
 * Puts a copy of `backup` in the place of the database, once `check` has opened that copy and found it good.
 * Answers where the replaced database was moved to, null when there was none.
 */
export async function restoreSqlite({ backup, target, stamp, check }: Restore): Promise<string | null> {
  if (!existsSync(backup)) throw new BackupError(`there is no file ${backup}`)
  const copy = `${target}.restoring`
  try {
    await copyFile(backup, copy)
    await chmod(copy, 0o600)
    checkSqlite(copy)
    await check(copy)
    closeJournal(copy)
    if (!existsSync(target)) {
      await rename(copy, target)
      return null
    }
    closeJournal(target)
    const replaced = `${target}.replaced-${stamp}`
    await rename(target, replaced)
    await rename(copy, target)
    return replaced
  } finally {
    for (const suffix of ['', '-wal', '-shm']) await rm(copy + suffix, { force: true })
  }
}

export type Restore = { backup: string; target: string; stamp: number; check: (copy: string) => Promise<void> }

/** Folds the write-ahead log into the file. SQLite refuses while anybody else has the database open: a server that still runs. */
function closeJournal(path: string): void {
  const database = new SqliteDatabase(path, { timeout: 1000 })
  try {
    database.pragma('journal_mode = DELETE')
  } catch (cause) {
    throw new BackupError(`${path} is in use: stop the server first`, { cause })
  } finally {
    database.close()
  }
}

function checkSqlite(path: string): void {
  const database = new SqliteDatabase(path, { readonly: true })
  try {
    const result = database.pragma('integrity_check', { simple: true })
    if (result !== 'ok') throw new BackupError(`${path} is damaged: ${String(result)}`)
  } catch (cause) {
    if (cause instanceof BackupError) throw cause
    throw new BackupError(`${path} is not a backup: ${reasonOf(cause)}`, { cause })
  } finally {
    database.close()
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
