// Files of SQLite for one test file: each test has its own, and what it opened on it is closed after it, the last one first.
import { openDatabase, openSqliteFile, type SqliteFile } from '@motp/server/database/database'
import { migrate } from '@motp/server/database/migrate'
import { afterEach } from 'vitest'
import { createRegistrationWorld } from './registration-world.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'

type WorldOptions = Parameters<typeof createRegistrationWorld>[1]

export function makeSqliteSites() {
  const folder = makeTemporaryFolder()
  const cleanups: (() => unknown)[] = []
  let files = 0
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
  })
  return {
    newPath: () => {
      files += 1
      return `${folder}/${files}.sqlite`
    },
    /** A server on the file, on connections of its own. */
    async openWorld(path: string, options?: WorldOptions) {
      const database = openDatabase(path)
      cleanups.push(() => database.close())
      await migrate(database)
      return createRegistrationWorld(database, options)
    },
    openFile(path: string): SqliteFile {
      const file = openSqliteFile(path)
      cleanups.push(() => file.close())
      return file
    },
    atEnd: (cleanup: () => unknown) => void cleanups.push(cleanup),
  }
}
