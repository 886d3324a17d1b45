// The brand on both databases, and as it is served: to anybody, at little cost, and never as anything but a picture.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '@motp/shared/protocol/app-error'
import { type ClientWorld, createClientWorld } from '@motp/tests/support/client-world'
import { forEachDatabase } from '@motp/tests/support/databases'
import { createFakeClock } from '@motp/tests/support/fake-clock'
import { refusalOf } from '@motp/tests/support/registration-world'
import { makeTemporaryFolder } from '@motp/tests/support/temporary-folder'
import { createTestPorts } from '@motp/tests/support/test-ports'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createBrandService } from './brand-service.ts'

const picture = readFileSync(new URL('../../../desktop/public/icons/icon-192.png', import.meta.url))
const logo = picture.toString('base64')
const by = { actor: 'cli', address: null }
const acme = { name: 'ACME Pass', accent: '#7a1f3d', logo, revision: 0 }

forEachDatabase('the brand', (open) => {
  const start = async () => {
    const ports = createTestPorts()
    const database = await open()
    return { ports, database, brand: createBrandService({ database, ports }) }
  }

  test('is what the product came with until it is changed, and again when it is put back', async () => {
    const { brand } = await start()
    expect(await brand.current()).toEqual({ name: null, accent: null, logo: null })
    const { revision } = await brand.change(acme, by)
    expect(await brand.current()).toMatchObject({
      name: 'ACME Pass',
      accent: '#7a1f3d',
      logo: expect.stringMatching(/^\/api\/v1\/brand\/logo\/[0-9a-f]{32}$/),
    })
    await brand.change({ name: null, accent: null, logo: null, revision }, by)
    expect(await brand.current()).toEqual({ name: null, accent: null, logo: null })
  })

  test('keeps its logo when that is not touched, and serves the one in force alone', async () => {
    const { brand, database, ports } = await start()
    const first = await brand.change(acme, by)
    const hash = first.brand.logo?.split('/').at(-1) ?? ''
    const second = await brand.change({ ...acme, name: 'ACME', logo: 'kept', revision: first.revision }, by)
    expect(second.brand.logo).toBe(first.brand.logo)
    expect((await brand.findLogo(hash))?.bytes.equals(picture)).toBe(true)
    await brand.change({ ...acme, logo: null, revision: second.revision }, by)
    expect(await createBrandService({ database, ports }).findLogo(hash)).toBeUndefined()
  })

  test('takes no colour that cannot be read, and names the nearest that can', async () => {
    const { brand } = await start()
    const refused: unknown = await brand.change({ ...acme, accent: '#ffcc00' }, by).catch((error: unknown) => error)
    if (!(refused instanceof AppError)) throw new Error('not refused')
    expect(refused.code).toBe('accent-unreadable')
    const { nearest = '' } = refused.details
    expect(await refusalOf(brand.change({ ...acme, accent: nearest }, by))).toBe('none')
  })

  test('takes no logo that is no picture', async () => {
    const { brand } = await start()
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>').toString('base64')
    expect(await refusalOf(brand.change({ ...acme, logo: svg }, by))).toBe('logo-refused')
    expect(await brand.current()).toMatchObject({ name: null })
  })

  test('of two administrators at once one is told to look again', async () => {
    const { brand } = await start()
    const race = (revision: number) => Promise.all(['A', 'B'].map((name) => refusalOf(brand.change({ ...acme, name, revision }, by))))
    expect((await race(0)).toSorted()).toEqual(['none', 'setting-conflict'])
    const { revision } = await brand.view()
    expect((await race(revision)).toSorted()).toEqual(['none', 'setting-conflict'])
  })

  test('is seen by another node within two seconds, and recorded from what to what', async () => {
    const { brand, database, ports } = await start()
    const other = createBrandService({ database: await open(database.location), ports })
    expect((await other.current()).name).toBeNull()
    await brand.change(acme, by)
    ports.clock.advance(2000)
    expect((await other.current()).name).toBe('ACME Pass')
    const event = await database.db.selectFrom('auditEvents').selectAll().executeTakeFirstOrThrow()
    expect(event.action).toBe('brand.changed')
    expect(JSON.parse(event.detail)).toMatchObject({
      name: 'null -> ACME Pass',
      accent: 'null -> #7a1f3d',
      logo: expect.stringMatching(/^null -> [0-9a-f]{32}$/),
    })
  })
})

describe('served', () => {
  const folder = makeTemporaryFolder()
  const clock = createFakeClock()
  let world: ClientWorld
  beforeAll(async () => {
    writeFileSync(
      join(folder, 'index.html'),
      '<html><head><meta name="csp-nonce" content="__CSP_NONCE__" /><meta name="brand" content="__BRAND__" /><title>TPEMOTP</title></head></html>',
    )
    world = await createClientWorld(join(folder, 'motp.sqlite'), folder, { clock })
    await world.brand.change({ ...acme, name: 'A "quoted" & Co' }, by)
    clock.advance(2000)
  })
  afterAll(() => world.close())

  test('to anybody, with an ETag by which it is not sent again while it stands', async () => {
    const first = await fetch(`${world.origin}/api/v1/brand`)
    expect(first.status).toBe(200)
    expect(first.headers.get('cache-control')).toBe('no-cache')
    expect(await first.json()).toMatchObject({ name: 'A "quoted" & Co', accent: '#7a1f3d' })
    const etag = first.headers.get('etag') ?? ''
    const again = await fetch(`${world.origin}/api/v1/brand`, { headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' } })
    expect(again.status).toBe(304)
  })

  test('its logo as a picture and nothing else, kept for good under an address of its own', async () => {
    const { logo: path } = await world.brand.current()
    const answer = await fetch(world.origin + path)
    expect(Buffer.from(await answer.arrayBuffer()).equals(picture)).toBe(true)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'cache-control': 'public, max-age=31536000, immutable',
      'cross-origin-resource-policy': 'same-origin',
    })
    for (const other of ['0'.repeat(32), 'x', '..%2f..%2fetc']) {
      expect((await fetch(`${world.origin}/api/v1/brand/logo/${other}`)).status).toBe(404)
    }
  })

  test('in the page itself, so that no other brand is seen first; as text, whatever it says', async () => {
    const html = await (await fetch(world.origin)).text()
    expect(html).toContain('<title>A &#34;quoted&#34; &#38; Co</title>')
    expect(html).not.toContain('__BRAND__')
    const [, content = ''] = /name="brand" content="([^"]*)"/.exec(html) ?? []
    const read = content.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    expect(JSON.parse(read)).toMatchObject({ name: 'A "quoted" & Co', accent: '#7a1f3d' })
  })
})
