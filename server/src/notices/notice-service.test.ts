// The outbox against a real mail server and both databases: nothing lost, nothing twice, nothing secret left behind.
import { forEachDatabase, type OpenedDatabase } from '@motp/tests/support/databases'
import { findFreePort } from '@motp/tests/support/free-port'
import { startSmtpInbox } from '@motp/tests/support/smtp-inbox'
import { createTestPorts, type TestPorts } from '@motp/tests/support/test-ports'
import { describe, expect, test } from 'vitest'
import { createBrandService } from '../brand/brand-service.ts'
import { createSeal, type Seal } from '../seal/seal-service.ts'
import type { User } from '../users/user.ts'
import { createSmtpTransport, createTrialTransport, type MailTransport } from './mail-transport.ts'
import type { ChangeData } from './notice.ts'
import { attemptWait, createNoticeSender } from './notice-service.ts'
import { queueMailedCode, queueNotice } from './notice-store.ts'

const user: User = {
  ...{ id: 'u1', directory: 'Oracle', directoryId: '1', account: 'TW01002547', displayName: '王小明' },
  ...{ mail: 'tw01002547@example.com', language: 'zh-TW' },
}
const data: ChangeData = { by: 'self', serial: '3F2A8C11D09E4B7', address: '192.0.2.1' }
const code = '48151623'

forEachDatabase('the outbox', (open, engine) => {
  const start = async (makeTransport: (ports: TestPorts) => MailTransport = ({ clock }) => createTrialTransport(clock)) => {
    const database = await open()
    const ports = createTestPorts()
    const seal = await createSeal({ database, masterKey: new Uint8Array(32).fill(7), ports })
    const transport = makeTransport(ports)
    const brand = createBrandService({ database, ports })
    return { database, ports, seal, brand, transport, sender: createNoticeSender({ database, transport, seal, ports, brand }) }
  }
  const queue = (database: OpenedDatabase, { clock, random }: TestPorts, overrides: Partial<User> = {}) =>
    database.transact((tx) =>
      queueNotice(tx, { id: random.id(), user: { ...user, ...overrides }, kind: 'token-registered', data, at: clock.now() }),
    )
  const queueCode = (database: OpenedDatabase, seal: Seal, { clock, random }: TestPorts) =>
    database.transact((tx) => {
      const secret = { code, expiresAt: clock.now() + 600_000, address: null }
      return queueMailedCode(tx, seal, { id: random.id(), user, data: secret, at: clock.now() })
    })
  const rowsOf = ({ db }: OpenedDatabase) => db.selectFrom('notices').selectAll().orderBy('createdAt').execute()

  test("a notice goes to the user, in the user's language, once", async () => {
    const inbox = await startSmtpInbox()
    const smtp = { host: '127.0.0.1', port: inbox.port, security: 'none', from: 'MOTP <motp@example.com>' } as const
    const { database, ports, sender } = await start(() => createSmtpTransport(smtp))
    await queue(database, ports)
    await queue(database, ports, { mail: 'tw01003312@example.com', language: 'en' })
    expect(await sender.sendDue()).toBe(2)
    expect(await sender.sendDue()).toBe(0)
    const { from, to, email } = await inbox.waitForMail('tw01002547@example.com')
    expect({ from, to }).toEqual({ from: 'motp@example.com', to: ['tw01002547@example.com'] })
    expect(email.subject).toContain('驗證成功')
    expect(email.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated')
    expect((await inbox.waitForMail('tw01003312@example.com')).email.text).toContain('Your phone has been registered')
    expect(inbox.mails).toHaveLength(2)
    await inbox.stop()
  })

  test('a change that fails sends nothing', async () => {
    const { database, ports, sender } = await start()
    const failing = database.transact(async (tx) => {
      await queueNotice(tx, { id: 'n1', user, kind: 'token-reset', data, at: ports.clock.now() })
      throw new Error('undone')
    })
    await expect(failing).rejects.toThrow('undone')
    expect(await sender.sendDue()).toBe(0)
  })

  test('with the mail server away nothing is lost: waits grow, and all goes out when it is back', async () => {
    const port = await findFreePort()
    const smtp = { host: '127.0.0.1', port, security: 'none', from: 'motp@example.com' } as const
    const { database, ports, sender } = await start(() => createSmtpTransport(smtp))
    for (let index = 0; index < 3; index += 1) await queue(database, ports)
    for (let round = 0; round < 6; round += 1) {
      expect(await sender.sendDue()).toBe(0)
      ports.clock.advance(1_000)
    }
    const waiting = await rowsOf(database)
    expect(waiting.map(({ failure }) => failure)).toEqual(['ESOCKET', 'ESOCKET', 'ESOCKET'])
    expect(waiting.every(({ attempts }) => attempts === 1)).toBe(true)
    const inbox = await startSmtpInbox({ port })
    ports.clock.advance(attemptWait(0))
    expect(await sender.sendDue()).toBe(3)
    expect(inbox.mails).toHaveLength(3)
    expect((await rowsOf(database)).every(({ sentAt, failure }) => sentAt !== null && failure === null)).toBe(true)
    await inbox.stop()
  })

  test('two nodes that look at the same moment send each mail once', async () => {
    const first = await start()
    const database = engine === 'sqlite' ? first.database : await open(first.database.location)
    const second = createNoticeSender({ ...first, database })
    for (let index = 0; index < 40; index += 1) await queue(first.database, first.ports)
    const sent = await Promise.all([first.sender.sendDue(), second.sendDue()])
    expect(sent.reduce((sum, count) => sum + count)).toBe(40)
    expect((first.transport as ReturnType<typeof createTrialTransport>).list()).toHaveLength(40)
  })

  test('nobody is written to without one plain address', async () => {
    const { database, ports } = await start()
    for (const mail of [null, '', 'a@example.com\r\nBcc: b@example.com', 'a@example.com, b@example.com'])
      await queue(database, ports, { mail })
    expect(await rowsOf(database)).toEqual([])
  })

  describe('a mailed code', () => {
    test('lies sealed in the database, arrives, and is erased', async () => {
      const { database, ports, seal, sender, transport } = await start()
      await queueCode(database, seal, ports)
      expect(JSON.stringify(await rowsOf(database))).not.toContain(code)
      expect(await sender.sendDue()).toBe(1)
      expect((transport as ReturnType<typeof createTrialTransport>).list()[0]?.text).toContain(code)
      expect((await rowsOf(database))[0]).toMatchObject({ data: '{}', isSealed: 0 })
      expect(ports.logged.join('')).not.toContain(code)
    })

    test('that has expired while the mail server was away is not sent, and erased', async () => {
      const { database, ports, seal, sender } = await start()
      await queueCode(database, seal, ports)
      ports.clock.advance(600_000)
      expect(await sender.sendDue()).toBe(0)
      expect((await rowsOf(database))[0]).toMatchObject({ data: '{}', isSealed: 0, failure: 'expired', sentAt: null })
    })

    test('moved to another row does not open, and the others go out all the same', async () => {
      const { database, ports, seal, sender } = await start()
      await queueCode(database, seal, ports)
      await database.db.updateTable('notices').set({ id: 'another' }).execute()
      await queue(database, ports)
      expect(await sender.sendDue()).toBe(1)
      expect(ports.logged.join('')).toContain('seal.failed')
      expect(ports.logged.join('')).not.toContain(code)
    })
  })

  test('one recipient that the server refuses does not hold up the others', async () => {
    const inbox = await startSmtpInbox({ refuseRecipient: (address) => address === 'gone@example.com' })
    const smtp = { host: '127.0.0.1', port: inbox.port, security: 'none', from: 'motp@example.com' } as const
    const { database, ports, sender } = await start(() => createSmtpTransport(smtp))
    await queue(database, ports, { mail: 'gone@example.com' })
    await queue(database, ports)
    expect(await sender.sendDue()).toBe(1)
    const refused = (await rowsOf(database)).find(({ recipient }) => recipient === 'gone@example.com')
    expect(refused).toMatchObject({ failure: 'EENVELOPE 550', sentAt: null, attempts: 1 })
    await inbox.stop()
  })

  test('after a week of failures it is given up and stays as a record', async () => {
    const { database, ports, sender } = await start()
    await queue(database, ports)
    ports.clock.advance(8 * 24 * 3_600_000)
    expect(await sender.sendDue()).toBe(0)
    expect((await rowsOf(database))[0]).toMatchObject({ failure: 'given up after a week', sentAt: null })
    expect(await sender.sendDue()).toBe(0)
  })

  test('started, it sends by itself; stopped, it is done with the mail in hand', async () => {
    const inbox = await startSmtpInbox()
    const smtp = { host: '127.0.0.1', port: inbox.port, security: 'none', from: 'motp@example.com' } as const
    const { database, ports, sender } = await start(() => createSmtpTransport(smtp))
    sender.start()
    await queue(database, ports)
    await inbox.waitForMail('tw01002547@example.com')
    await sender.stop()
    expect((await rowsOf(database))[0]?.sentAt).not.toBeNull()
    await inbox.stop()
  })
})

test('waits between attempts grow from a minute to an hour', () => {
  expect([0, 1, 2, 5, 6, 60].map(attemptWait)).toEqual([60_000, 120_000, 240_000, 1_920_000, 3_600_000, 3_600_000])
})
