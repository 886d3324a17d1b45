// A fresh trial site for a suite, on SQLite and on PostgreSQL, and what its demo inbox received.
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe } from 'vitest'
import { z } from 'zod'
import { createLocation, type Engine } from './databases.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'

export type TrialServer = { engine: Engine; data: string; databaseUrl: string | undefined; process: ServerProcess; origin: string }

/** Declares `suite` once per engine, each with its own server process; `trial()` is that server once tests run. */
export function forEachTrialServer(name: string, suite: (trial: () => TrialServer) => void): void {
  describe.each<Engine>(['sqlite', 'postgres'])(`${name} on %s`, (engine) => {
    const data = makeTemporaryFolder()
    let trial: TrialServer | undefined
    const get = (): TrialServer => {
      if (!trial) throw new Error('the server runs within tests only')
      return trial
    }
    beforeAll(async () => {
      const databaseUrl = engine === 'postgres' ? await createLocation(engine, []) : undefined
      const process = await startServerProcess({ data, environment: databaseUrl ? { MOTP_DATABASE_URL: databaseUrl } : {} })
      trial = { engine, data, databaseUrl, process, origin: process.origin }
    })
    afterAll(async () => {
      await trial?.process.stop()
    })
    suite(get)
  })
}

const inboxSchema = z.object({ mails: z.array(z.object({ to: z.string(), subject: z.string(), text: z.string(), at: z.number() })) })
export type DemoMail = z.infer<typeof inboxSchema>['mails'][number]

/** Newest first. */
export async function readDemoInbox(origin: string): Promise<DemoMail[]> {
  return inboxSchema.parse(await (await fetch(`${origin}/demo/inbox.json`)).json()).mails
}

/** The newest mail whose subject holds `subjectPart`, once `count` of them are there; throws after ten seconds. */
export async function waitForDemoMail(origin: string, subjectPart: string, count = 1): Promise<DemoMail> {
  const deadline = Date.now() + 10_000
  for (;;) {
    const mails = (await readDemoInbox(origin)).filter(({ subject }) => subject.includes(subjectPart))
    if (mails[0] && mails.length >= count) return mails[0]
    if (Date.now() > deadline) throw new Error(`no mail "${subjectPart}" within 10 s`)
    await delay(50)
  }
}

/** The eight digits of a mailed code. */
export function readMailedCode({ text }: DemoMail): string {
  const [, code] = /^\s*(\d{8})\s*$/m.exec(text) ?? []
  if (code === undefined) throw new Error('the mail holds no code')
  return code
}
