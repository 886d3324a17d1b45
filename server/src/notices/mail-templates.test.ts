// The words that IT changes, on both databases, up to the mail that leaves with them.
import { noticeKinds } from '@motp/shared/protocol/notice-kind'
import { forEachDatabase } from '@motp/tests/support/databases'
import { refusalOf } from '@motp/tests/support/registration-world'
import { createTestPorts } from '@motp/tests/support/test-ports'
import { expect, test } from 'vitest'
import { createBrandService } from '../brand/brand-service.ts'
import { createSeal } from '../seal/seal-service.ts'
import type { User } from '../users/user.ts'
import { createMailTemplateService } from './mail-template-service.ts'
import { createTrialTransport } from './mail-transport.ts'
import { createNoticeSender } from './notice-service.ts'
import { queueNotice } from './notice-store.ts'

const user: User = {
  ...{ id: 'u1', directory: 'Oracle', directoryId: '1', account: 'TW01002547', displayName: '{code} 王小明' },
  ...{ mail: 'tw01002547@example.com', language: 'en' },
}
const reset = { kind: 'token-reset', language: 'en' } as const
const words = { subject: 'ACME: reset', text: 'Dear {name},\n\n{details}\n\nCall 1234.' }
const by = { actor: 'cli', address: null }

forEachDatabase('a mail template', (open) => {
  const start = async () => {
    const ports = createTestPorts()
    const database = await open()
    const brand = createBrandService({ database, ports })
    const transport = createTrialTransport(ports.clock)
    const seal = await createSeal({ database, masterKey: new Uint8Array(32).fill(7), ports })
    const sendNow = async (to: User, mail: { subject: string; text: string; html: string }) => {
      await transport.send({ id: 'x', to: to.mail ?? '', ...mail })
      return { sentTo: to.mail ?? '', findings: [] }
    }
    const templates = createMailTemplateService({ database, ports, brand, sendNow })
    const sender = createNoticeSender({ database, transport, seal, ports, brand })
    const { directory, directoryId, account, displayName, mail, language, id } = user
    await database.db
      .insertInto('users')
      .values({ id, directory, directoryId, account, accountKey: account, displayName, mail, language, createdAt: 0, lastSignInAt: null })
      .execute()
    const queue = () => {
      const data = { by: 'it', serial: '3F2A8C11D09E4B7', address: null } as const
      return database.transact((tx) => queueNotice(tx, { id: ports.random.id(), user, kind: 'token-reset', data, at: ports.clock.now() }))
    }
    const events = async () =>
      (await database.db.selectFrom('auditEvents').select(['action', 'detail']).orderBy('sequence').execute()).map(
        ({ action, detail }) => [action, JSON.parse(detail)] as const,
      )
    return { database, ports, brand, transport, templates, sender, queue, events }
  }

  test('stands beside the built-in words for every kind and language', async () => {
    const { templates } = await start()
    const all = await templates.list()
    expect(all).toHaveLength(noticeKinds.length * 2)
    expect(all.every(({ isChanged, subject, text, builtIn }) => !isChanged && subject === builtIn.subject && text === builtIn.text)).toBe(
      true,
    )
  })

  test('once saved is what leaves, also for mails that wait already; reset, the built-in words are back', async () => {
    const { templates, sender, queue, transport, brand } = await start()
    await queue()
    await templates.change(reset, { ...words, revision: 0 }, by)
    await brand.change({ name: 'ACME', accent: null, logo: null, revision: 0 }, by)
    expect(await sender.sendDue()).toBe(1)
    expect(transport.list()[0]).toMatchObject({
      subject: '[ACME token management] ACME: reset',
      text: expect.stringMatching(/Dear \{code\} 王小明,\n\nWhen {2}.*Call 1234\./s),
    })
    expect(await templates.reset(reset, by)).toMatchObject({ isChanged: false, revision: 0 })
    await queue()
    await sender.sendDue()
    expect(transport.list()[0]?.subject).toBe('[ACME token management] Your token was reset')
  })

  test('with a fault is refused with what is wrong, and nothing is stored', async () => {
    const { templates, database } = await start()
    const change = templates.change(reset, { subject: 'See {where}', text: 'www.example.com', revision: 0 }, by)
    await expect(change).rejects.toMatchObject({
      code: 'template-refused',
      details: {
        templateFaults: [
          { field: 'subject', fault: 'unknown-placeholder', word: 'where' },
          { field: 'text', fault: 'link', word: 'www.example.com' },
          { field: 'text', fault: 'missing-placeholder', word: 'details' },
        ],
      },
    })
    expect(await database.db.selectFrom('mailTemplates').selectAll().execute()).toEqual([])
  })

  test('is looked at and sent to oneself as it would be sent', async () => {
    const { templates, transport } = await start()
    const { mail } = await templates.preview(reset, words)
    await templates.test(reset, words, user, by)
    expect(transport.list()[0]).toMatchObject({ to: user.mail, subject: mail?.subject, text: mail?.text })
    expect(mail?.text).toContain('Dear Ming Wang,')
    expect((await templates.preview(reset, { subject: '', text: '' })).mail).toBeNull()
    expect(await refusalOf(templates.test(reset, { subject: '', text: '' }, user, by))).toBe('template-refused')
  })

  test('of two administrators at once one is told to look again; the trail says what was written', async () => {
    const { templates, events } = await start()
    const race = (revision: number) =>
      Promise.all(['A', 'B'].map((subject) => refusalOf(templates.change(reset, { ...words, subject, revision }, by))))
    expect((await race(0)).toSorted()).toEqual(['none', 'setting-conflict'])
    const stored = (await templates.list()).find(({ isChanged }) => isChanged)
    expect((await race(stored?.revision ?? 0)).filter((one) => one === 'setting-conflict')).toHaveLength(1)
    await templates.reset(reset, by)
    await templates.reset(reset, by)
    expect(await events()).toEqual([
      ['mail-template.changed', { ...reset, subject: expect.stringMatching(/^Your token was reset -> [AB]$/), text: words.text }],
      ['mail-template.changed', expect.objectContaining(reset)],
      ['mail-template.changed', expect.objectContaining({ ...reset, isBuiltIn: true })],
    ])
  })

  test('that equals the built-in words is none', async () => {
    const { templates } = await start()
    const changed = await templates.change(reset, { ...words, revision: 0 }, by)
    expect(await templates.change(reset, { ...changed.builtIn, revision: changed.revision }, by)).toMatchObject({ isChanged: false })
  })

  test('that this version could not send is left alone: the built-in words leave', async () => {
    const { database, sender, queue, transport } = await start()
    const row = { ...reset, subject: 'Later {future}', text: '{details}', revision: 1, changedBy: 'cli' }
    await database.db.insertInto('mailTemplates').values(row).execute()
    await queue()
    await sender.sendDue()
    expect(transport.list()[0]?.subject).toContain('Your token was reset')
  })
})
