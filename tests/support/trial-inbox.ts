// What the demo inbox of a trial site received.
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'

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
