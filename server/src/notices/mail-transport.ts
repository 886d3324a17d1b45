// Ways for a mail to leave: SMTP, or kept in memory for the trial's demo inbox.
import { readFileSync } from 'node:fs'
import { createTransport } from 'nodemailer'
import { z } from 'zod'
import type { Clock } from '../ports.ts'

export type Mail = { id: string; to: string; subject: string; text: string; html: string }

export type MailTransport = {
  /** Resolves once the next server has taken the mail over. */
  send(mail: Mail): Promise<void>
  close(): void
}

export const smtpConfigSchema = z.strictObject({
  host: z.string().min(1),
  port: z.number().int().min(1).max(65_535).default(587),
  /** `none` only for a relay on this machine or a protected network. */
  security: z.enum(['starttls', 'tls', 'none']).default('starttls'),
  user: z.string().min(1).optional(),
  password: z.string().min(1).optional(),
  /** In place of `password`: a file that holds it. */
  passwordFile: z.string().min(1).optional(),
  /** `MOTP <motp@example.com>` */
  from: z.string().min(3),
  /** PEM file of the authority that signed the mail server's certificate, when it is the company's own. */
  caFile: z.string().min(1).optional(),
})
export type SmtpConfig = z.infer<typeof smtpConfigSchema>

// Shorter than the first wait between two attempts, so that no other node takes over a mail that is still on its way.
const connectTimeoutMs = 8_000
const silenceTimeoutMs = 15_000

export function createSmtpTransport(config: SmtpConfig): MailTransport {
  const { host, port, security, user, from, caFile } = config
  const password = config.passwordFile ? readFileSync(config.passwordFile, 'utf8').trim() : config.password
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    // STARTTLS or nothing: a server that does not offer it gets no mail.
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user && password ? { auth: { user, pass: password } } : {}),
    ...(caFile ? { tls: { ca: readFileSync(caFile) } } : {}),
    connectionTimeout: connectTimeoutMs,
    greetingTimeout: connectTimeoutMs,
    socketTimeout: silenceTimeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const domain = from.slice(from.lastIndexOf('@') + 1).replace('>', '')
  return {
    async send({ id, to, subject, text, html }) {
      await transport.sendMail({
        from,
        to: { name: '', address: to },
        subject,
        text,
        html,
        // The same at a second attempt, so that a mail server can tell a repetition.
        messageId: `<${id}@${domain}>`,
        // RFC 3834: no out-of-office answers to these.
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      })
    },
    close: () => transport.close(),
  }
}

export type KeptMail = Mail & { at: number }
export type TrialTransport = MailTransport & {
  /** Newest first. */
  list(): readonly KeptMail[]
}

const keptMails = 200

/** Of the trial site only: nothing leaves the machine. */
export function createTrialTransport(clock: Clock): TrialTransport {
  const mails: KeptMail[] = []
  return {
    async send(mail) {
      mails.unshift({ ...mail, at: clock.now() })
      mails.length = Math.min(mails.length, keptMails)
    },
    list: () => mails,
    close: () => undefined,
  }
}
