// What `synchronous = FULL` does at the end of each commit, done beside the thread instead of within it: while the log of one batch is on its
// way to the disk, the next one is judged. Whoever asked is answered when it is there, and not before.
import { close, fdatasync, openSync } from 'node:fs'
import { promisify } from 'node:util'
import type { SqliteFile } from './database.ts'

export type WalSync = {
  /** Resolves when everything that was committed on this machine up to now would outlive a power cut; rejects when the disk failed. */
  whenDurable(): Promise<void>
  /** Before `file` is closed. */
  close(): Promise<void>
}

const [syncWithKernel, closeFile] = [promisify(fdatasync), promisify(close)]

/**
 * Takes over from SQLite, on this connection alone, what comes after a commit: NORMAL syncs the log before each checkpoint and the database
 * after it, as FULL does, and leaves out the sync of the log after a commit (sqlite.org/pragma.html#pragma_synchronous).
 */
export function createWalSync(file: SqliteFile, syncData = syncWithKernel): WalSync {
  file.pragma('synchronous = NORMAL')
  // A connection that has read once makes the log and holds it: it is neither removed nor made anew before `file` closes, which comes last.
  file.pragma('user_version')
  const log = openSync(`${file.name}-wal`, 'r+')
  let isTrusted = true
  let underWay: Promise<void> | undefined
  let next: Promise<void> | undefined

  /**
   * A kernel reports once that it could not write a page, and counts it as written from then on (lwn.net/Articles/752063): the next sync of
   * the same log would be no proof. All of it goes into the database instead, and the log begins anew.
   */
  const restore = (): void => {
    const [{ busy } = { busy: 1 }] = file.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
    if (busy !== 0) throw new Error('the log is in use, and a sync of it has failed')
    isTrusted = true
  }

  const sync = async (): Promise<void> => {
    try {
      if (!isTrusted) restore()
      await syncData(log)
    } catch (error) {
      isTrusted = false
      throw error
    }
  }

  const begin = (): Promise<void> => {
    underWay = sync().finally(() => {
      underWay = undefined
    })
    return underWay
  }

  const follow = async (before: Promise<void>): Promise<void> => {
    await before.catch(() => undefined)
    next = undefined
    return begin()
  }

  return {
    whenDurable() {
      if (!underWay) return begin()
      // The one under way may have begun too early: the next one covers all that is committed until it begins.
      next ??= follow(underWay)
      return next
    },
    async close() {
      await Promise.allSettled([underWay, next])
      await closeFile(log)
    },
  }
}
