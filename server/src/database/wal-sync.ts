// What `synchronous = FULL` does at the end of each commit, done beside the thread instead of within it: while the log of one batch is on its
// way to the disk, the next one is judged. Whoever asked is answered when it is there, and not before.
import { close, fdatasync, openSync } from 'node:fs'
import { promisify } from 'node:util'
import type { SqliteFile } from './database.ts'

export type WalSync = {
  /** Resolves when everything that was committed on this machine up to now would outlive a power cut; rejects when the disk failed. */
  whenDurable(): Promise<void>
  close(): Promise<void>
}

const [syncWithKernel, closeFile] = [promisify(fdatasync), promisify(close)]

/**
 * Takes over from SQLite, on this connection alone, what comes after a commit: NORMAL syncs the log before each checkpoint and the database
 * after it, as FULL does, and leaves out the sync of the log after a commit (sqlite.org/pragma.html#pragma_synchronous).
 */
export function createWalSync(file: SqliteFile, syncData = syncWithKernel): WalSync {
  file.pragma('synchronous = NORMAL')
  // Lives as long as any connection does.
  const log = openSync(`${file.name}-wal`, 'r+')
  let underWay: Promise<void> | undefined
  let next: Promise<void> | undefined

  const begin = (): Promise<void> => {
    const sync = syncData(log).finally(() => {
      underWay = undefined
    })
    underWay = sync
    return sync
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
