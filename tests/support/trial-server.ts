// A fresh trial site for a suite, on SQLite and on PostgreSQL.
import { afterAll, beforeAll, describe } from 'vitest'
import { createLocation, type Engine } from './databases.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'

export type TrialServer = { engine: Engine; data: string; databaseUrl: string | undefined; process: ServerProcess; origin: string }

/** Declares `suite` once per engine, each with its own server process; `trial()` is that server once tests run. */
export function forEachTrialServer(
  name: string,
  suite: (trial: () => TrialServer) => void,
  environment: Record<string, string> = {},
): void {
  describe.each<Engine>(['sqlite', 'postgres'])(`${name} on %s`, (engine) => {
    const data = makeTemporaryFolder()
    let trial: TrialServer | undefined
    const get = (): TrialServer => {
      if (!trial) throw new Error('the server runs within tests only')
      return trial
    }
    beforeAll(async () => {
      const databaseUrl = engine === 'postgres' ? await createLocation(engine, []) : undefined
      const process = await startServerProcess({
        data,
        environment: { ...environment, ...(databaseUrl ? { MOTP_DATABASE_URL: databaseUrl } : {}) },
      })
      trial = { engine, data, databaseUrl, process, origin: process.origin }
    })
    afterAll(async () => {
      await trial?.process.stop()
    })
    suite(get)
  })
}
