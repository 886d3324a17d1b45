// Runs one suite on SQLite and on PostgreSQL: the same stores must behave the same on both.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, openDatabase } from '@motp/server/database/database'
import { migrate } from '@motp/server/database/migrate'
import { afterAll, describe, inject } from 'vitest'
import { createDatabaseAt } from './postgres.ts'

export type Engine = Database['engine']

/** A fresh, migrated database; given the `location` of an earlier one: a second handle on it, as a second server process has. */
export type OpenDatabase = (location?: string) => Promise<OpenedDatabase>
export type OpenedDatabase = Database & { location: string }

/** Declares `suite` once per engine. What it opens is closed after its last test. */
export function forEachDatabase(name: string, suite: (open: OpenDatabase, engine: Engine) => void): void {
  describe.each<Engine>(['sqlite', 'postgres'])(`${name} on %s`, (engine) => {
    const cleanups: (() => Promise<void>)[] = []
    afterAll(async () => {
      for (const cleanup of cleanups.toReversed()) await cleanup()
    })
    suite(async (location) => {
      const place = location ?? (await createLocation(engine, cleanups))
      const database = openDatabase(place)
      cleanups.push(() => database.close())
      await migrate(database)
      return { ...database, location: place }
    }, engine)
  })
}

/** Path of a new SQLite file, or URL of a new, empty PostgreSQL database. */
export async function createLocation(engine: Engine, cleanups: (() => Promise<void>)[]): Promise<string> {
  if (engine === 'postgres') return createDatabaseAt(inject('postgresUrl'))
  const folder = await mkdtemp(join(tmpdir(), 'motp-sqlite-'))
  cleanups.push(() => rm(folder, { recursive: true, force: true }))
  return join(folder, 'motp.sqlite')
}
