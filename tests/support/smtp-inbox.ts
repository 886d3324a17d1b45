// A real SMTP server that keeps what it receives, for tests of notices: STARTTLS and AUTH on request, parsed by postal-mime.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export type SmtpInbox = {
  port: number
  /** Everything received so far, oldest first. */
  mails: ReceivedMail[]
  /** The `count`-th mail to `address` once it has arrived; throws after five seconds. */
  waitForMail: (address: string, count?: number) => Promise<ReceivedMail>
  stop: () => Promise<void>
}

export type ReceivedMail = { from: string; to: string[]; isEncrypted: boolean; login: string | null; email: Email }

export type SmtpInboxOptions = {
  /** PEM; with it STARTTLS is offered and required before anything else. */
  tls?: { key: string; cert: string }
  /** With it AUTH is required. */
  login?: { user: string; password: string }
  /** A fixed port, for a server that comes back. */
  port?: number
  /** Answers 550 for these recipients. */
  refuseRecipient?: (address: string) => boolean
}

export async function startSmtpInbox({ tls, login, port = 0, refuseRecipient }: SmtpInboxOptions = {}): Promise<SmtpInbox> {
  const mails: ReceivedMail[] = []
  const disabledCommands = [...(tls ? [] : ['STARTTLS']), ...(login ? [] : ['AUTH'])]
  const server = new SMTPServer({
    ...tls,
    disabledCommands,
    authOptional: login === undefined,
    onAuth: (auth, _session, done) => {
      const isRight = auth.username === login?.user && auth.password === login?.password
      if (isRight) done(null, { user: auth.username })
      else done(new Error('authentication refused'))
    },
    onRcptTo: ({ address }, _session, done) => {
      done(refuseRecipient?.(address) ? Object.assign(new Error('no such mailbox'), { responseCode: 550 }) : null)
    },
    onData: (stream, session, done) => {
      const receive = async () => {
        const email = await PostalMime.parse(await buffer(stream))
        const { mailFrom, rcptTo } = session.envelope
        mails.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          isEncrypted: session.secure,
          login: session.user ?? null,
          email,
        })
      }
      receive().then(() => done(), done)
    },
  } satisfies SMTPServerOptions)
  // A client that breaks off is an event of the test, not a failure of the inbox.
  server.on('error', () => {})
  const listener = server.listen(port, '127.0.0.1')
  await once(listener, 'listening')
  return {
    port: (listener.address() as AddressInfo).port,
    mails,
    waitForMail: (address, count = 1) => waitForMail(mails, address, count),
    stop: () => new Promise((resolve) => server.close(resolve)),
  }
}

async function waitForMail(mails: ReceivedMail[], address: string, count: number): Promise<ReceivedMail> {
  const deadline = Date.now() + 5_000
  for (;;) {
    const mail = mails.filter(({ to }) => to.includes(address))[count - 1]
    if (mail) return mail
    if (Date.now() > deadline) throw new Error(`no mail number ${count} to ${address} within 5 s`)
    await delay(20)
  }
}
