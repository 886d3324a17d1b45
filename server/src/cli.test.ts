// The command line as an operator meets it: a real process on a real data folder, beside a handle that stands for the running server.
import { execFile } from 'node:child_process'
import { chmod, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AuditAction } from '@motp/shared/protocol/audit-action'
import { makeTemporaryFolder } from '@motp/tests/support/temporary-folder'
import { createTestPorts } from '@motp/tests/support/test-ports'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { AuditDetail } from './audit/audit.ts'
import { appendAudit } from './audit/audit-store.ts'
import { openBase } from './compose.ts'
import { readTrialConfig } from './config.ts'
import { countStep } from './counts/hourly-count-store.ts'
import { noticeContext } from './seal/seal-context.ts'
import { ensureSlot } from './tokens/token-store.ts'
import { saveUser } from './users/user-store.ts'

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 120_000 })

const folder = makeTemporaryFolder()
const data = join(folder, 'data')
/** The program is started some fifty times here; compiled once is enough. */
const cache = join(folder, 'cache')
const ports = createTestPorts()
const config = readTrialConfig({ data })
let server: Awaited<ReturnType<typeof openBase>>
let serial: string

type Run = { code: number; stdout: string; stderr: string }

/** Runs `motp` to its end, as root's umask would have it, with no say of the environment in where the data is. */
function motp(...args: string[]): Promise<Run> {
  const program = fileURLToPath(new URL('cli.ts', import.meta.url))
  return new Promise((resolve) => {
    execFile(process.execPath, [program, '--data', data, ...args], { env: { NODE_COMPILE_CACHE: cache } }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr })
    })
  })
}
const jsonOf = async (...args: string[]): Promise<unknown> => JSON.parse((await motp(...args, '--json')).stdout)

beforeAll(async () => {
  server = await openBase(config, ports)
  const person = { directory: 'Oracle', directoryId: '1', account: 'TW01002547', displayName: '王小明', mail: 'tw01002547@example.com' }
  const user = await saveUser(server.database.db, person, { id: 'u1', language: 'zh-TW', at: 1 })
  const slot = await server.database.transact((tx) => ensureSlot(tx, user.id, { random: ports.random, now: 1 }))
  serial = slot.serial
})
afterAll(() => server.database.close())

test('help names every command; an unknown one ends with an error', async () => {
  const { stdout, code } = await motp('--help')
  expect(code).toBe(0)
  for (const command of ['serve', 'client', 'token', 'audit', 'key', 'policy', 'activation-code', 'backup', 'restore'])
    expect(stdout).toContain(command)
  expect(await motp('nonsense')).toMatchObject({ code: 1, stdout: '' })
})

test('tokens are listed with their owners', async () => {
  expect(await jsonOf('token', 'list')).toMatchObject([{ account: 'TW01002547', directory: 'Oracle', serial, status: 'initial' }])
  expect(await jsonOf('token', 'list', '--account', 'tw01002547')).toHaveLength(1)
  expect(await jsonOf('token', 'list', '--account', 'nobody')).toEqual([])
  expect((await motp('token', 'list')).stdout).toContain(serial)
})

test('a change is made with its audit event and its mail; one that the state forbids is refused in a sentence', async () => {
  const { db } = server.database
  expect(await motp('token', 'unlock', serial)).toMatchObject({ code: 1, stdout: '' })
  await db.updateTable('tokens').set({ state: 'active', failures: 20, isHardLocked: 1 }).where('serial', '=', serial).execute()
  expect(await jsonOf('token', 'unlock', serial.toLowerCase(), '--reason', '電話確認')).toMatchObject({ serial, isHardLocked: false })
  const event = await db.selectFrom('auditEvents').selectAll().where('action', '=', 'token.unlocked').executeTakeFirstOrThrow()
  expect(event).toMatchObject({ actor: 'cli', userId: 'u1', detail: expect.stringContaining('電話確認') })
  expect((await db.selectFrom('notices').select('kind').execute()).map(({ kind }) => kind)).toEqual(['token-unlocked'])
  expect(await motp('token', 'unlock', 'FFFF')).toMatchObject({ code: 1, stderr: 'motp: there is no token FFFF\n' })
})

test('an activation code is shown once and is in neither trail nor mail nor database', async () => {
  const { groups } = (await jsonOf('activation-code', 'issue', 'tw01002547')) as { groups: string[] }
  expect(groups).toEqual([expect.stringMatching(/^\d{6}$/), expect.stringMatching(/^\d{6}$/), expect.stringMatching(/^\d{6}$/)])
  const digits = groups.map((group) => group.slice(0, 5)).join('')
  for (const table of ['auditEvents', 'notices', 'activationCodes'] as const) {
    const rows = JSON.stringify(await server.database.db.selectFrom(table).selectAll().execute())
    expect(rows).not.toBe('[]')
    for (const secret of [digits, ...groups]) expect(rows).not.toContain(secret)
  }
  expect(await motp('activation-code', 'issue', 'nobody')).toMatchObject({ code: 1, stderr: expect.stringContaining('nobody') })
})

test('policy: values are read by their rule, kept beside later ones, refused as a whole', async () => {
  await motp('policy', 'set', 'enrollment.serverCode=07', 'proofs.recovery=1')
  expect(await jsonOf('policy', 'set', 'verification.windowSteps=2')).toMatchObject({
    preset: 'default',
    changed: expect.arrayContaining(['enrollment.serverCode', 'proofs.recovery', 'verification.windowSteps']),
    values: { 'enrollment.serverCode': '07', 'proofs.recovery': 1, 'verification.windowSteps': 2 },
  })
  const refused = await motp('policy', 'set', 'proofs.recovery=2', 'proofs.recovry=1', 'token.validDays=0')
  expect(refused).toMatchObject({ code: 1, stderr: 'motp: unknown or out of range: token.validDays, proofs.recovry\n' })
  expect(await jsonOf('policy', 'show')).toMatchObject({ values: { 'proofs.recovery': 1 } })
  expect(await jsonOf('policy', 'set', '--preset', 'guide')).toMatchObject({ preset: 'guide', changed: [] })
})

test('clients: a key is printed once; names and ids both find them; what does not fit is refused', async () => {
  const added = (await jsonOf('client', 'add', 'VPN', '--kind', 'rest', '--address', '10.0.0.0/8', '--address', '::1', '--reasons')) as {
    id: string
    key: string
  }
  expect(Object.keys(added)).toEqual(['id', 'key'])
  expect(added.key).toMatch(new RegExp(`^motp_${added.id}_[A-Za-z0-9_-]{43}$`))
  expect(await jsonOf('client', 'list')).toMatchObject([
    { id: added.id, name: 'VPN', kind: 'rest', addresses: ['10.0.0.0/8', '::1'], modes: ['code'], maySeeReasons: true },
  ])
  const modes = ['--mode', 'code', '--mode', 'challenge']
  expect(await motp('client', 'add', 'VPN', '--kind', 'rest', ...modes)).toMatchObject({ code: 1, stdout: '' })
  expect(await motp('client', 'add', 'X', '--kind', 'radius', '--address', '10.0.0.1', ...modes)).toMatchObject({ code: 1 })
  expect(await motp('client', 'add', 'X')).toMatchObject({ code: 1, stderr: expect.stringContaining('--kind') })
  expect(await motp('client', 'add', 'X', '--kind', 'rest', '--mode', 'pin')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('modes'),
  })
  const radius = ['--kind', 'radius', '--secret', 'testing123', '--address', '127.0.0.1', '--no-message-authenticator']
  expect(await jsonOf('client', 'add', 'Gate', ...radius)).toMatchObject({ key: 'testing123' })
  expect(await jsonOf('client', 'rotate', 'Gate', '--secret', 'another-one')).toMatchObject({ key: 'another-one' })
  expect(await jsonOf('client', 'rotate', added.id)).not.toMatchObject({ key: added.key })
  expect((await motp('client', 'list')).stdout).toContain('Gate')
  expect(await jsonOf('client', 'remove', 'Gate')).toHaveProperty('id')
  expect(await motp('client', 'remove', 'Gate')).toMatchObject({ code: 1, stdout: '' })
  const row = await server.database.db.selectFrom('auditEvents').select('actor').where('action', '=', 'client.added').execute()
  expect(row).toEqual([{ actor: 'cli' }, { actor: 'cli' }])
})

describe('keys', () => {
  test('are rotated while the server goes on sealing and opening', async () => {
    const plain = new TextEncoder().encode('seed')
    const before = await server.seal.seal(plain, noticeContext('n1'))
    const notice = {
      id: 'n1',
      userId: 'u1',
      recipient: 'a@example.com',
      language: 'en',
      kind: 'mailed-code',
      data: before,
      isSealed: 1,
    } as const
    await server.database.db
      .insertInto('notices')
      .values({ ...notice, attempts: 0, nextAttemptAt: Number.MAX_SAFE_INTEGER, createdAt: 1, sentAt: null, failure: null })
      .execute()
    let isRotating = true
    const rotating = jsonOf('key', 'rotate').finally(() => {
      isRotating = false
    })
    while (isRotating) {
      const { data: sealed } = await server.database.db
        .selectFrom('notices')
        .select('data')
        .where('id', '=', 'n1')
        .executeTakeFirstOrThrow()
      expect(await server.seal.unseal(sealed, noticeContext('n1'))).toEqual(plain)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    expect(await rotating).toMatchObject({ keyId: 'k2', failed: 0 })
    const { data: after } = await server.database.db.selectFrom('notices').select('data').where('id', '=', 'n1').executeTakeFirstOrThrow()
    expect(after.split('.')[1]).toBe('k2')
    expect(await server.seal.unseal(after, noticeContext('n1'))).toEqual(plain)
    expect((await server.database.db.selectFrom('auditEvents').select('actor').where('action', '=', 'key.rotated').execute()).length).toBe(
      1,
    )
  })

  test('a key file that others can read stops every command that needs it', async () => {
    await chmod(config.keyFile, 0o644)
    expect(await motp('token', 'list')).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('0600') })
    await chmod(config.keyFile, 0o600)
  })
})

describe('backup and restore', () => {
  const backup = join(folder, 'backup.sqlite')

  test('a backup is taken while the server runs; it is not restored under it', async () => {
    expect(await motp('backup', backup)).toMatchObject({ code: 0, stdout: expect.stringContaining(config.keyFile) })
    expect(await motp('backup', backup)).toMatchObject({ code: 1, stderr: expect.stringContaining('exists') })
    expect(await motp('restore', backup)).toMatchObject({ code: 1, stderr: expect.stringContaining('stop the server first') })
  })

  test('it is restored where the key file fits, and nowhere else', async () => {
    const other = join(folder, 'other')
    const refused = await motp('--data', other, 'restore', backup)
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('seal.key') })
    await motp('--data', other, 'policy', 'show')
    expect(await motp('--data', other, 'restore', backup)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('not the one that wraps'),
    })
    await writeFile(join(folder, 'text'), 'no database')
    expect(await motp('--data', other, 'restore', join(folder, 'text'))).toMatchObject({ code: 1 })
    await server.database.db.updateTable('tokens').set({ state: 'suspended' }).execute()
    await server.database.close()
    expect(await jsonOf('restore', backup)).toMatchObject({ file: backup, replaced: expect.stringContaining('.replaced-') })
    server = await openBase(config, ports)
    expect(await jsonOf('token', 'list')).toMatchObject([{ serial, status: 'active' }])
  })
})

describe('old audit events', () => {
  const { segmentFolder } = config
  const day = 86_400_000

  test('leave for sealed files, which are listed, checked and opened again', async () => {
    const { database } = server
    const kept = (await database.db.selectFrom('auditHead').select('sequence').executeTakeFirstOrThrow()).sequence
    // As if what happened so far had happened long ago.
    await ageTrail(400 * day)
    while ((await countStep(database, Date.now())) > 0);
    expect(await motp('audit', 'segments')).toMatchObject({ code: 0, stdout: 'no sealed segments\n' })
    expect(await jsonOf('audit', 'retain', '--days', '300', '--dry-run')).toMatchObject({ isDryRun: true, events: kept, segments: 1 })
    expect(await jsonOf('audit', 'retain', '--days', '300')).toMatchObject({ events: kept, segments: 1, folder: segmentFolder })
    expect(await jsonOf('audit', 'verify')).toEqual({ ok: true, events: kept + 1, segments: 1, liveFrom: kept + 1 })
    expect(await jsonOf('audit', 'segments')).toMatchObject({ segments: [{ number: 1, events: kept, isCleared: true, hasFile: true }] })
    const file = join(folder, 'events.jsonl')
    expect(await jsonOf('audit', 'export', '1', file)).toEqual({ segment: 1, events: kept, file })
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n')
    expect(lines.map((line) => (JSON.parse(line) as { sequence: number }).sequence)).toEqual(lines.map((_, index) => index + 1))
    expect((await stat(file)).mode & 0o077).toBe(0)
    expect(await motp('audit', 'export', '1', file)).toMatchObject({ code: 1, stderr: expect.stringContaining('exists') })
    const told = await database.db.selectFrom('auditEvents').select(['actor', 'action']).orderBy('sequence').execute()
    expect(told.slice(0, 2)).toEqual([
      { actor: 'cli', action: 'audit.sealed' },
      { actor: 'cli', action: 'audit.exported' },
    ])
  })

  test('what is asked wrongly is refused in a sentence', async () => {
    for (const [args, sentence] of [
      [['retain', '--days', '29'], '30 or more'],
      [['retain', '--days', 'x'], 'x is not a number'],
      [['retain', '--before', '2025-13-41'], 'no day'],
      [['retain', '--before', '2999-01-01'], 'the last 30 days stay'],
      [['retain', '--before', '2025-01-01', '--days', '90'], 'not both'],
      [['export', '9', join(folder, 'none')], 'no segment 9'],
    ] as const) {
      expect(await motp('audit', ...args), sentence).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(sentence) })
    }
  })

  test('are not in a backup, which says so; a restore says what is missing', async () => {
    const backup = join(folder, 'later.sqlite')
    expect(await motp('backup', backup)).toMatchObject({ code: 0, stdout: expect.stringContaining(`copy ${segmentFolder} too`) })
    await server.database.close()
    await rename(segmentFolder, `${segmentFolder}-away`)
    expect(await motp('restore', backup)).toMatchObject({ code: 0, stdout: expect.stringContaining('segment 1: segment file missing') })
    server = await openBase(config, ports)
    expect(await motp('audit', 'verify')).toMatchObject({ code: 1, stdout: 'segment 1: segment file missing\n' })
    expect(await motp('audit', 'segments')).toMatchObject({ stdout: expect.stringContaining('IS MISSING') })
    await rename(`${segmentFolder}-away`, segmentFolder)
    expect(await motp('audit', 'verify')).toMatchObject({ code: 0 })
  })

  /** The same events, earlier, chained anew. */
  async function ageTrail(ms: number): Promise<void> {
    const { db } = server.database
    const events = await db.selectFrom('auditEvents').selectAll().orderBy('sequence').execute()
    const entries = events.map(({ detail, action, ...event }) => ({
      ...event,
      at: Date.now() - ms,
      action: action as AuditAction,
      detail: JSON.parse(detail) as AuditDetail,
    }))
    await db.deleteFrom('auditEvents').execute()
    await db.deleteFrom('auditHead').execute()
    await server.database.transact((tx) => appendAudit(tx, ...entries))
  }
})

test('audit verify tells a whole trail from one that was touched', async () => {
  const whole = (await jsonOf('audit', 'verify')) as { ok: boolean; events: number }
  expect(whole.ok).toBe(true)
  expect(whole.events).toBeGreaterThan(3)
  const { events } = whole
  await sql`update "auditEvents" set "actor" = 'user:u1' where "sequence" = ${events}`.execute(server.database.db)
  expect(await motp('audit', 'verify')).toMatchObject({ code: 1, stdout: `event ${events}: event changed\n` })
})

test('production is refused with the whole list of what is missing', async () => {
  const file = join(folder, 'motp.yaml')
  await writeFile(file, 'data: ./prod\npublicUrl: http://motp.example.com\n')
  const program = fileURLToPath(new URL('cli.ts', import.meta.url))
  const refused = await new Promise<Run>((resolve) => {
    execFile(process.execPath, [program, 'serve', '--config', file], (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    )
  })
  expect(refused).toMatchObject({ code: 1, stdout: '' })
  for (const key of ['keyFile', 'directories', 'mail']) expect(refused.stderr).toContain(key)
})
