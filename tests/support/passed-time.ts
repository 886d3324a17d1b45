// For tests alone: lets time pass for one row of a running trial's database, where a test cannot wait for days or minutes.
import { join } from 'node:path'
import { type Database, openDatabase } from '@motp/server/database/database'

/** The token's last day is over since this moment. `data`: the folder of the trial. */
export async function endLifeOfToken(data: string, serial: string): Promise<void> {
  const { numUpdatedRows } = await changeTrial(data, ({ db }) =>
    db.updateTable('tokens').set({ expiresAt: Date.now() }).where('serial', '=', serial).executeTakeFirst(),
  )
  if (numUpdatedRows !== 1n) throw new Error(`no token ${serial}`)
}

/** All sessions were last used `idleMs` ago. */
export async function leaveSessionsIdle(data: string, idleMs: number): Promise<void> {
  await changeTrial(data, ({ db }) =>
    db
      .updateTable('sessions')
      .set({ lastSeenAt: Date.now() - idleMs })
      .execute(),
  )
}

async function changeTrial<Result>(data: string, change: (database: Database) => Promise<Result>): Promise<Result> {
  const database = openDatabase(join(data, 'motp.sqlite'))
  try {
    return await change(database)
  } finally {
    await database.close()
  }
}
