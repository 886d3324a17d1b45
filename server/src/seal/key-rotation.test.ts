// Rotation on real rows of every sealed column, with servers at work meanwhile.
import { randomBytes } from 'node:crypto'
import { forEachDatabase, type OpenedDatabase } from '@motp/tests/support/databases'
import { createTestPorts } from '@motp/tests/support/test-ports'
import { expect, test } from 'vitest'
import { loadIdentityKey } from './identity-key.ts'
import { rewrapDataKeys } from './key-rotation.ts'
import { activationCodeContext, enrollmentContext, noticeContext, tokenSeedContext } from './seal-context.ts'
import { createSeal, type Seal } from './seal-service.ts'
import { sealedColumns } from './sealed-columns.ts'

const masterKey = new Uint8Array(randomBytes(32))
const hour = 3_600_000
const parameters = { algorithm: 'SHA-1', digits: 6, periodSeconds: 30 } as const

const tokenRow = {
  ...parameters,
  ...{ mode: null, assurance: null, device: null, devicePublicKey: null, suspendedBy: null },
  ...{
    drift: 0,
    lastStep: 0,
    failures: 0,
    lockedUntil: null,
    isHardLocked: 0,
    createdAt: 0,
    enrolledAt: 0,
    expiresAt: null,
    lastUsedAt: null,
    foldedSequence: 0,
  },
} as const
const enrollmentRow = {
  ...{ tokenId: 't0', userId: 'u1', sessionId: 's1', ticketId: null, serial: 'X', ...parameters },
  ...{ device: null, devicePublicKey: null, otherDeviceTried: 0, answers: 0, tries: 0, activationCodeId: null, createdAt: 0, expiresAt: 1 },
} as const

const seedOf = (id: string) => new TextEncoder().encode(`seed of ${id}`)
const contextOf = (tokenId: string) => tokenSeedContext({ tokenId, userId: `owner of ${tokenId}`, parameters })

async function addUser({ db }: OpenedDatabase, id: string): Promise<void> {
  const person = { directory: 'Oracle', directoryId: id, account: id, accountKey: id, displayName: id, mail: null, language: 'en' } as const
  await db
    .insertInto('users')
    .values({ ...person, id, createdAt: 0, lastSignInAt: null })
    .execute()
}

async function addToken(database: OpenedDatabase, seal: Seal, id: string): Promise<void> {
  const userId = `owner of ${id}`
  await addUser(database, userId)
  const sealedSeed = await seal.seal(seedOf(id), contextOf(id))
  await database.db
    .insertInto('tokens')
    .values({ ...tokenRow, id, userId, state: 'active', serial: id, sealedSeed })
    .execute()
}

/** A database with one value in each sealed column, `tokens` of them in the tokens. */
async function fillDatabase(database: OpenedDatabase, seal: Seal, tokens: number): Promise<void> {
  const { db } = database
  await addUser(database, 'u1')
  for (let index = 0; index < tokens; index += 1) await addToken(database, seal, `t${index}`)
  const bytes = seedOf('the rest')
  await db
    .insertInto('enrollments')
    .values({
      ...enrollmentRow,
      ...{ id: 'e1', mode: 'online', state: 'waiting' },
      ...{ sealedSecret: await seal.seal(bytes, enrollmentContext('e1', 'secret')) },
      ...{
        sealedSeed: await seal.seal(bytes, enrollmentContext('e1', 'seed')),
        exchange: await seal.seal(bytes, enrollmentContext('e1', 'exchange')),
      },
    })
    .execute()
  const sealedDigits = await seal.seal(bytes, activationCodeContext('a1'))
  await db
    .insertInto('activationCodes')
    .values({ id: 'a1', userId: 'u1', sealedDigits, tries: 0, issuedBy: 'admin:x', createdAt: 0, expiresAt: 1, usedAt: null })
    .execute()
  const notice = {
    userId: 'u1',
    recipient: 'a@example.com',
    language: 'en',
    attempts: 0,
    nextAttemptAt: 0,
    createdAt: 0,
    sentAt: null,
    failure: null,
  } as const
  const sealedData = await seal.seal(bytes, noticeContext('n1'))
  await db
    .insertInto('notices')
    .values([
      { ...notice, id: 'n1', kind: 'mailed-code', data: sealedData, isSealed: 1 },
      { ...notice, id: 'n2', kind: 'token-reset', data: '{"by":"self"}', isSealed: 0 },
    ])
    .execute()
}

async function countUnder({ db }: OpenedDatabase, keyId: string): Promise<number> {
  let count = 0
  for (const column of sealedColumns) count += await column.countUnder(db, keyId)
  return count
}

forEachDatabase('key rotation', (open, engine) => {
  const start = async (tokens: number) => {
    const database = await open()
    const ports = createTestPorts()
    const seal = await createSeal({ database, masterKey, ports })
    await fillDatabase(database, seal, tokens)
    return { database, ports, seal }
  }

  test('seals every column again under the new key, over several batches', async () => {
    const { database, ports, seal } = await start(450)
    await loadIdentityKey(database, seal, ports)
    expect(await seal.rotate()).toEqual({ keyId: 'k2', resealed: 450 + 6, failed: 0, keysDeleted: 0 })
    expect(await countUnder(database, 'k1')).toBe(0)
    expect(await countUnder(database, 'k2')).toBe(456)
    const rows = await database.db.selectFrom('tokens').select(['id', 'sealedSeed']).execute()
    for (const { id, sealedSeed } of rows) expect(await seal.unseal(sealedSeed ?? '', contextOf(id))).toEqual(seedOf(id))
    const plainNotice = await database.db.selectFrom('notices').select('data').where('id', '=', 'n2').executeTakeFirstOrThrow()
    expect(plainNotice.data).toBe('{"by":"self"}')
  })

  test('loses nothing while another node goes on sealing, opening and erasing', async () => {
    const { database, ports, seal } = await start(300)
    // A second handle on one SQLite file belongs in another process: within one, it would block the loop that it waits for.
    const other = engine === 'sqlite' ? database : await open(database.location)
    const operator = await createSeal({ database: other, masterKey, ports })
    let isRotating = true
    const work = async () => {
      for (let index = 0; isRotating; index += 1) {
        await addToken(database, seal, `new${index}`)
        await database.db.updateTable('tokens').set({ sealedSeed: null, state: 'revoked' }).where('id', '=', `t${index}`).execute()
      }
    }
    const working = work()
    const { failed } = await operator.rotate()
    isRotating = false
    await working
    expect(failed).toBe(0)
    const rows = await database.db.selectFrom('tokens').select(['id', 'sealedSeed', 'state']).execute()
    expect(rows.some(({ id }) => id.startsWith('new'))).toBe(true)
    for (const { id, sealedSeed, state } of rows) {
      if (state === 'revoked') expect(sealedSeed).toBeNull()
      else expect(await operator.unseal(sealedSeed ?? '', contextOf(id))).toEqual(seedOf(id))
    }
  })

  test('keeps a replaced key while a slow node may use it, then deletes it', async () => {
    const { database, ports, seal } = await start(3)
    expect(await seal.rotate()).toMatchObject({ keyId: 'k2', keysDeleted: 0 })
    // A node that had not noticed the rotation yet sealed this one under the replaced key.
    await addToken(database, await sealerUnderFirstKey(database), 'late')
    ports.clock.advance(hour)
    expect(await seal.rotate()).toMatchObject({ keyId: 'k3', keysDeleted: 1 })
    expect((await database.db.selectFrom('dataKeys').select('id').orderBy('id').execute()).map(({ id }) => id)).toEqual(['k2', 'k3'])
    const late = await database.db.selectFrom('tokens').select('sealedSeed').where('id', '=', 'late').executeTakeFirstOrThrow()
    expect(await seal.unseal(late.sealedSeed ?? '', contextOf('late'))).toEqual(seedOf('late'))
  })

  /** Stands for a node whose memory still holds the first key as the current one. */
  async function sealerUnderFirstKey(database: OpenedDatabase): Promise<Seal> {
    const { db } = database
    await db
      .updateTable('dataKeys')
      .set((row) => ({ isCurrent: row.val(0) }))
      .where('id', '=', 'k2')
      .execute()
    await db.updateTable('dataKeys').set({ isCurrent: 1 }).where('id', '=', 'k1').execute()
    const stale = await createSeal({ database: await open(database.location), masterKey, ports: createTestPorts() })
    await db.updateTable('dataKeys').set({ isCurrent: 0 }).where('id', '=', 'k1').execute()
    await db.updateTable('dataKeys').set({ isCurrent: 1 }).where('id', '=', 'k2').execute()
    return stale
  }

  test('leaves a value that does not open as it is, counts it, and keeps its key', async () => {
    const { database, ports, seal } = await start(3)
    await database.db.updateTable('tokens').set({ digits: 8 }).where('id', '=', 't1').execute()
    const before = await database.db.selectFrom('tokens').select('sealedSeed').where('id', '=', 't1').executeTakeFirstOrThrow()
    expect(await seal.rotate()).toMatchObject({ resealed: 2 + 5, failed: 1 })
    ports.clock.advance(hour)
    expect(await seal.rotate()).toMatchObject({ failed: 1, keysDeleted: 0 })
    expect(await database.db.selectFrom('tokens').select('sealedSeed').where('id', '=', 't1').executeTakeFirstOrThrow()).toEqual(before)
    expect((await database.db.selectFrom('dataKeys').select('id').orderBy('id').execute()).map(({ id }) => id)).toEqual(['k1', 'k2', 'k3'])
  })

  test('puts the same data keys under another key file; the old file opens nothing any more', async () => {
    const { database, ports, seal } = await start(1)
    await seal.rotate()
    const newMasterKey = new Uint8Array(randomBytes(32))
    expect(await rewrapDataKeys(database, { from: masterKey, to: newMasterKey, random: ports.random })).toBe(2)
    await expect(createSeal({ database, masterKey, ports })).rejects.toThrow('not the one that wraps')
    const renewed = await createSeal({ database, masterKey: newMasterKey, ports })
    const { sealedSeed } = await database.db.selectFrom('tokens').select('sealedSeed').executeTakeFirstOrThrow()
    expect(await renewed.unseal(sealedSeed ?? '', contextOf('t0'))).toEqual(seedOf('t0'))
  })

  test('a wrong old key file changes nothing', async () => {
    const { database, ports } = await start(1)
    const wrong = new Uint8Array(randomBytes(32))
    await expect(rewrapDataKeys(database, { from: wrong, to: wrong, random: ports.random })).rejects.toThrow('not the one that wraps')
    await createSeal({ database, masterKey, ports })
  })
})
