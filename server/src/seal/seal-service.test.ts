// Sealing over a database: several nodes, keys that come and go, transactions under way.
import { randomBytes } from 'node:crypto'
import { forEachDatabase } from '@motp/tests/support/databases'
import { createFakeClock } from '@motp/tests/support/fake-clock'
import { createTestPorts } from '@motp/tests/support/test-ports'
import { describe, expect, test } from 'vitest'
import { loadIdentityKey } from './identity-key.ts'
import { currentKeyAgeMs } from './key-ring.ts'
import { keyIdOf, SealError } from './seal.ts'
import { noticeContext } from './seal-context.ts'
import { createSeal } from './seal-service.ts'

const masterKey = new Uint8Array(randomBytes(32))
const plain = new Uint8Array(randomBytes(20))
const context = noticeContext('n1')

forEachDatabase('sealing', (open) => {
  test('two nodes that start at once share one data key', async () => {
    const first = await open()
    const second = await open(first.location)
    const ports = createTestPorts()
    const [a, b] = await Promise.all([
      createSeal({ database: first, masterKey, ports }),
      createSeal({ database: second, masterKey, ports }),
    ])
    expect(await b.unseal(await a.seal(plain, context), context)).toEqual(plain)
    expect(await first.db.selectFrom('dataKeys').select('id').execute()).toEqual([{ id: 'k1' }])
  })

  test('data keys are not in the database in clear', async () => {
    const database = await open()
    const drawn: Uint8Array[] = []
    const ports = createTestPorts()
    const bytes = (count: number) => {
      const draw = ports.random.bytes(count)
      drawn.push(draw)
      return draw
    }
    await createSeal({ database, masterKey, ports: { ...ports, random: { ...ports.random, bytes } } })
    const dataKey = drawn.find((draw) => draw.length === 32) ?? new Uint8Array()
    const { wrappedKey } = await database.db.selectFrom('dataKeys').selectAll().executeTakeFirstOrThrow()
    expect(dataKey).toHaveLength(32)
    const [, , , body = ''] = wrappedKey.split('.')
    expect(Buffer.from(body, 'base64url').includes(Buffer.from(dataKey))).toBe(false)
  })

  test('a start with another key file is refused', async () => {
    const database = await open()
    await createSeal({ database, masterKey, ports: createTestPorts() })
    const other = createSeal({ database, masterKey: new Uint8Array(randomBytes(32)), ports: createTestPorts() })
    await expect(other).rejects.toThrow('not the one that wraps')
  })

  test('a key that another node made a moment ago is found in the middle of a transaction', async () => {
    const database = await open()
    const other = await open(database.location)
    const ports = createTestPorts()
    const node = await createSeal({ database, masterKey, ports })
    const operator = await createSeal({ database: other, masterKey, ports })
    await operator.rotate()
    const sealed = await operator.seal(plain, context)
    expect(keyIdOf(sealed)).toBe('k2')
    const opened = await database.transact(async (tx) => {
      await tx.updateTable('dataKeys').set({ createdAt: 1 }).where('id', '=', 'k1').execute()
      return node.unseal(sealed, context)
    })
    expect(opened).toEqual(plain)
  })

  test('a node seals under the new key at most a minute after another node made it, even inside a transaction', async () => {
    const database = await open()
    const clock = createFakeClock()
    const ports = createTestPorts(clock)
    const node = await createSeal({ database, masterKey, ports })
    await (await createSeal({ database: await open(database.location), masterKey, ports })).rotate()
    clock.advance(currentKeyAgeMs)
    expect(keyIdOf(await database.transact(() => node.seal(plain, context)))).toBe('k2')
  })

  test('a value that does not open is denied with an alarm that says neither value nor key', async () => {
    const database = await open()
    const ports = createTestPorts()
    const seal = await createSeal({ database, masterKey, ports })
    const sealed = await seal.seal(new TextEncoder().encode('canary-7391'), context)
    await expect(seal.unseal(sealed, noticeContext('n2'))).rejects.toThrow(SealError)
    await expect(seal.unseal(sealed.replace('.k1.', '.k9.'), context)).rejects.toThrow(SealError)
    const alarms = ports.logged.filter((line) => line.includes('seal.failed'))
    expect(alarms).toHaveLength(2)
    for (const secret of ['canary-7391', sealed, Buffer.from(masterKey).toString('base64url')])
      expect(ports.logged.join('')).not.toContain(secret)
  })

  describe('the identity key', () => {
    test('is made once and is the same for two nodes that start at once', async () => {
      const database = await open()
      const ports = createTestPorts()
      const seal = await createSeal({ database, masterKey, ports })
      const other = await open(database.location)
      const [a, b] = await Promise.all([loadIdentityKey(database, seal, ports), loadIdentityKey(other, seal, ports)])
      expect(a).toEqual(b)
      expect(await loadIdentityKey(database, seal, ports)).toEqual(a)
      expect(a.publicKey).toHaveLength(65)
    })

    test('is a pair: the public half checks what the private half signs, and the database shows only the public one', async () => {
      const database = await open()
      const ports = createTestPorts()
      const { publicKey, privateKey } = await loadIdentityKey(database, await createSeal({ database, masterKey, ports }), ports)
      const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
      const signer = await crypto.subtle.importKey('jwk', privateKey, algorithm, false, ['sign'])
      const checker = await crypto.subtle.importKey('raw', publicKey.slice(), algorithm, false, ['verify'])
      expect(await crypto.subtle.verify(algorithm, checker, await crypto.subtle.sign(algorithm, signer, plain), plain)).toBe(true)
      const row = await database.db.selectFrom('serverKeys').selectAll().executeTakeFirstOrThrow()
      expect(JSON.stringify(row)).not.toContain(privateKey.d)
    })
  })
})
