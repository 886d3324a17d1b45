// SMTP with a real server: STARTTLS demanded, AUTH, and nothing sent in clear by a downgrade.
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startSmtpInbox } from '@motp/tests/support/smtp-inbox'
import { makeTemporaryFolder } from '@motp/tests/support/temporary-folder'
import { beforeAll, expect, test } from 'vitest'
import { type CertificateAndKey, issueAuthority, issueServerCertificate } from '../lan/certificate.ts'
import { createSmtpTransport, type Mail, type SmtpConfig, smtpConfigSchema } from './mail-transport.ts'

const folder = makeTemporaryFolder()
const caFile = join(folder, 'ca.pem')
const passwordFile = join(folder, 'password')
const login = { user: 'motp', password: 'relay-password' }
let server: CertificateAndKey

beforeAll(async () => {
  const validity = { from: Date.now() - 60_000, to: Date.now() + 3_600_000 }
  const authority = await issueAuthority('Test authority', validity)
  server = await issueServerCertificate(authority, { dnsNames: ['localhost'], addresses: ['127.0.0.1'] }, validity)
  writeFileSync(caFile, authority.certificate)
  writeFileSync(passwordFile, `${login.password}\n`)
})

const mail = (overrides: Partial<Mail> = {}): Mail => ({
  ...{ id: randomUUID(), to: 'tw01002547@example.com', subject: '驗證成功', text: '您的手機已註冊', html: '<p>您的手機已註冊</p>' },
  ...overrides,
})
const configFor = (port: number, overrides: Partial<SmtpConfig> = {}): SmtpConfig =>
  smtpConfigSchema.parse({ host: 'localhost', port, from: 'MOTP <motp@example.com>', ...overrides })

test("STARTTLS and a password from a file, against the company's own authority", async () => {
  const inbox = await startSmtpInbox({ tls: { key: server.key, cert: server.certificate }, login })
  await createSmtpTransport(configFor(inbox.port, { user: login.user, passwordFile, caFile })).send(mail())
  const received = await inbox.waitForMail('tw01002547@example.com')
  expect(received).toMatchObject({ isEncrypted: true, login: 'motp' })
  expect(received.email.subject).toBe('驗證成功')
  await inbox.stop()
})

test('a server that does not offer STARTTLS gets no mail', async () => {
  const inbox = await startSmtpInbox()
  await expect(createSmtpTransport(configFor(inbox.port)).send(mail())).rejects.toThrow()
  expect(inbox.mails).toEqual([])
  await inbox.stop()
})

test('a certificate of an unknown authority is refused', async () => {
  const inbox = await startSmtpInbox({ tls: { key: server.key, cert: server.certificate } })
  await expect(createSmtpTransport(configFor(inbox.port)).send(mail())).rejects.toThrow(/certificate/)
  expect(inbox.mails).toEqual([])
  await inbox.stop()
})

test('a wrong password is refused', async () => {
  const inbox = await startSmtpInbox({ tls: { key: server.key, cert: server.certificate }, login })
  const transport = createSmtpTransport(configFor(inbox.port, { user: login.user, password: 'wrong', caFile }))
  await expect(transport.send(mail())).rejects.toThrow()
  expect(inbox.mails).toEqual([])
  await inbox.stop()
})

test('line breaks in a subject or address make no header and no second recipient', async () => {
  const inbox = await startSmtpInbox()
  const transport = createSmtpTransport(configFor(inbox.port, { security: 'none' }))
  await transport.send(mail({ subject: 'Hello\r\nBcc: spy@example.com\r\n\r\nbody' }))
  await transport.send(mail({ to: 'tw01002547@example.com\r\nRCPT TO:<spy@example.com>' })).catch(() => undefined)
  await transport.send(mail({ to: 'tw01002547@example.com, spy@example.com' })).catch(() => undefined)
  expect(inbox.mails.length).toBeGreaterThan(0)
  expect(inbox.mails.flatMap(({ to }) => to).some((address) => address.startsWith('spy@'))).toBe(false)
  expect(inbox.mails[0]?.email.headers.some(({ key }) => key === 'bcc')).toBe(false)
  await inbox.stop()
})

test.each([
  { host: '', from: 'a@b' },
  { host: 'mail', from: 'a@b', port: 0 },
  { host: 'mail', from: 'a@b', security: 'maybe' },
  { host: 'mail', from: 'a@b', pasword: 'typo' },
  { host: 'mail' },
])('a configuration with a mistake is refused: %j', (config) => {
  expect(smtpConfigSchema.safeParse(config).success).toBe(false)
})
