// Relying systems as IT manages them, on both databases: over HTTP, with sealed secrets, with their traces in the trail.

import { addClient, listClients, removeClient, rotateClient } from '@motp/shared/protocol/clients'
import { listAudit } from '@motp/tests/support/audit-trail'
import { type ClientWorld, createClientWorld } from '@motp/tests/support/client-world'
import { createConsoleClient } from '@motp/tests/support/console-client'
import { forEachDatabase } from '@motp/tests/support/databases'
import { makeTemporaryFolder } from '@motp/tests/support/temporary-folder'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ClientsTable } from '../database/schema.ts'

forEachDatabase('clients', (open) => {
  const folder = makeTemporaryFolder()
  let world: ClientWorld
  let location: string

  beforeAll(async () => {
    location = (await open()).location
    world = await createClientWorld(location, folder)
  })
  afterAll(() => world.close())

  /** The console reaches this world by its own origin. */
  const signedIn = async (account: string) => {
    const client = createConsoleClient(world.origin)
    await client.signIn(account)
    return client
  }
  const row = (id: string): Promise<ClientsTable> =>
    world.database.db.selectFrom('clients').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const secretAt = async (where: ClientWorld, address: string) => {
    const secret = (await where.radiusClients.findClient(address))?.secret
    return secret && Buffer.from(secret).toString()
  }

  test('an administrator adds, lists, rotates and removes; the key is shown once and stored as a hash', async () => {
    const admin = await signedIn('admin01')
    const { client, key } = await admin.call(addClient, { body: { name: 'Mail', kind: 'rest', addresses: ['10.0.0.0/8'] } })
    expect(key).toContain(client.id)
    expect((await admin.call(listClients, {})).clients).toContainEqual(client)
    expect(JSON.stringify(await row(client.id))).not.toContain(key.slice(-43))
    const rotated = await admin.call(rotateClient, { params: { clientId: client.id } })
    expect(rotated.key).not.toBe(key)
    expect(rotated.client.rotatedAt).toBe(world.clock.now())
    await admin.call(removeClient, { params: { clientId: client.id } })
    expect((await admin.call(listClients, {})).clients).not.toContainEqual(expect.objectContaining({ id: client.id }))
    const events = (await listAudit(world.database.db, { limit: 3 })).map(({ action, detail }) => [action, detail.client])
    expect(events).toEqual(['client.removed', 'client.rotated', 'client.added'].map((action) => [action, 'Mail']))
  })

  test('nobody else may; an auditor may look', async () => {
    for (const account of ['helpdesk01', 'TW01002547']) {
      await expect((await signedIn(account)).call(listClients, {})).rejects.toMatchObject({ code: 'role-required' })
    }
    const auditor = await signedIn('auditor01')
    expect((await auditor.call(listClients, {})).clients).toBeInstanceOf(Array)
    await expect(auditor.call(addClient, { body: { name: 'Mine', kind: 'rest' } })).rejects.toMatchObject({ code: 'role-required' })
  })

  test('a name is taken once, and what does not fit together is named', async () => {
    const admin = await signedIn('admin01')
    await admin.call(addClient, { body: { name: 'Taken', kind: 'rest' } })
    await expect(admin.call(addClient, { body: { name: 'Taken', kind: 'rest' } })).rejects.toMatchObject({ code: 'client-name-taken' })
    await expect(admin.call(addClient, { body: { name: 'VPN', kind: 'radius', addresses: ['10.0.0.0/99'] } })).rejects.toMatchObject({
      code: 'invalid-request',
      details: { fields: ['addresses'] },
    })
    await expect(admin.call(removeClient, { params: { clientId: 'nobody' } })).rejects.toMatchObject({ code: 'not-found' })
  })

  test('a RADIUS secret is sealed, found by the closest address, and replaced within a second', async () => {
    await world.addClient({ kind: 'radius', addresses: ['10.0.0.0/8'], secret: 'wide-secret' })
    const { client } = await world.addClient({
      kind: 'radius',
      addresses: ['10.1.0.0/16', '2001:db8::/32'],
      secret: 'testing123',
      modes: ['challenge'],
    })
    expect(JSON.stringify(await row(client.id))).not.toContain('testing123')
    world.clock.advance(1000)
    expect(await secretAt(world, '10.1.2.3')).toBe('testing123')
    expect(await secretAt(world, '::ffff:10.1.2.3')).toBe('testing123')
    expect(await secretAt(world, '2001:db8::1')).toBe('testing123')
    expect(await secretAt(world, '10.2.0.1')).toBe('wide-secret')
    expect(await secretAt(world, '192.0.2.1')).toBeUndefined()
    expect(await world.radiusClients.findClient('10.1.2.3')).toMatchObject({
      id: client.id,
      mode: 'challenge',
      requiresMessageAuthenticator: true,
    })
    const { key } = await world.clients.rotate(client.id, { actor: 'cli', address: null })
    world.clock.advance(1000)
    expect(await secretAt(world, '10.1.2.3')).toBe(key)
  })

  test('a rotation of the data key seals the secrets again; a secret moved to another client does not open', async () => {
    const { client } = await world.addClient({ kind: 'radius', addresses: ['10.9.9.9'], secret: 'kept-secret' })
    const { client: other } = await world.addClient({ kind: 'radius', addresses: ['10.8.8.8'], secret: 'other-secret' })
    const before = await row(client.id)
    await world.seal.rotate()
    const after = await row(client.id)
    expect(after.sealedSecret).not.toBe(before.sealedSecret)
    world.clock.advance(1000)
    expect(await secretAt(world, '10.9.9.9')).toBe('kept-secret')
    await world.database.db
      .updateTable('clients')
      .set({ sealedSecret: (await row(other.id)).sealedSecret })
      .where('id', '=', client.id)
      .execute()
    const fresh = await createClientWorld(location, folder)
    expect(await secretAt(fresh, '10.9.9.9')).toBeUndefined()
    expect(await secretAt(fresh, '10.8.8.8')).toBe('other-secret')
    expect(fresh.logged.join()).toContain('seal.failed')
    await fresh.close()
  })

  test('RADIUS asks like everybody else: accepted once, challenge, refused; silent over its limit', async () => {
    const { client } = await world.addClient({ kind: 'radius', addresses: ['10.7.7.7'], modes: ['challenge'], requestsPerMinute: 5 })
    world.clock.advance(1000)
    const found = await world.radiusClients.findClient('10.7.7.7')
    if (!found) throw new Error('not found')
    const token = await world.make.activeToken({ user: await world.signIn('TW01003312') })
    const ask = (secret: string, state?: string) =>
      world.radiusClients.authenticate({
        client: { ...found, mode: 'challenge' },
        account: 'TW01003312',
        secret,
        state,
        address: '10.7.7.7',
        callingStation: null,
      })
    const first = await ask('demo-password')
    if (first.outcome !== 'challenge') throw new Error(first.outcome)
    expect(await ask(token.code(), first.state)).toEqual({ outcome: 'accepted' })
    expect(await ask(token.code(), first.state)).toEqual({ outcome: 'refused' })
    expect(await ask('wrong')).toEqual({ outcome: 'refused' })
    expect(await ask('')).toEqual({ outcome: 'refused' })
    await expect(ask('demo-password')).rejects.toMatchObject({ code: 'too-many-requests' })
    await world.clients.remove(client.id, { actor: 'cli', address: null })
    world.clock.advance(1000)
    expect(await ask('demo-password')).toEqual({ outcome: 'unavailable' })
  })
})
