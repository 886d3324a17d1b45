// What POST /api/v1/verify refuses before anybody looks at a code.
import { type ClientWorld, createClientWorld } from '@motp/tests/support/client-world'
import { forEachDatabase } from '@motp/tests/support/databases'
import { createFakeClock } from '@motp/tests/support/fake-clock'
import { makeTemporaryFolder } from '@motp/tests/support/temporary-folder'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

forEachDatabase('POST /api/v1/verify', (open) => {
  const folder = makeTemporaryFolder()
  const clock = createFakeClock()
  let world: ClientWorld
  let key: string

  beforeAll(async () => {
    world = await createClientWorld((await open()).location, folder, { clock })
    key = (await world.addClient()).key
  })
  afterAll(() => world.close())

  describe('a bad request is refused with a stable code', () => {
    const json = (value: unknown) => JSON.stringify(value)
    test.each<[string, string, number, string, Record<string, string>?]>([
      ['an array', '[]', 400, 'unreadable-body'],
      ['a text', '"x"', 400, 'unreadable-body'],
      ['broken JSON', '{"user":', 400, 'unreadable-body'],
      ['no body', '', 400, 'unreadable-body'],
      ['neither user nor serial', json({ code: '1' }), 400, 'invalid-request'],
      ['user and serial', json({ user: 'x', serial: 'AB', code: '1' }), 400, 'invalid-request'],
      ['an unknown field', json({ user: 'x', code: '1', more: 1 }), 400, 'invalid-request'],
      ['a wrong type', json({ user: 'x', code: 123456 }), 400, 'invalid-request'],
      ['an array as a field', json({ user: ['x'], code: '1' }), 400, 'invalid-request'],
      ['code and secret', json({ user: 'x', code: '1', secret: 'y', mode: 'password+code' }), 400, 'invalid-request'],
      ['an unknown mode', json({ user: 'x', secret: 'y', mode: 'challenge' }), 400, 'invalid-request'],
      ['a field twice', '{"user":"x","code":"000000","code":"111111"}', 400, 'invalid-request'],
      ['a field twice, once escaped', '{"user":"x","code":"000000","c\\u006fde":"111111"}', 400, 'invalid-request'],
      ['a body of 1 MB', json({ user: 'x'.repeat(1_000_000), code: '1' }), 413, 'body-too-large'],
      ['a body over 4 KiB', json({ user: 'x', code: '1'.repeat(4096) }), 413, 'body-too-large'],
      ['a form', 'user=x&code=1', 415, 'unsupported-media-type', { 'content-type': 'application/x-www-form-urlencoded' }],
      [
        'another charset',
        json({ user: 'x', code: '1' }),
        415,
        'unsupported-media-type',
        { 'content-type': 'application/json; charset=big5' },
      ],
      ['a packed body', json({ user: 'x', code: '1' }), 415, 'unsupported-media-type', { 'content-encoding': 'gzip' }],
    ])('%s', async (_, body, status, code, headers) => {
      const answer = await world.verify(key, body, headers)
      expect(answer).toMatchObject({ status, body: { error: { code } } })
      expect(answer.body.error?.requestId).toBe(answer.headers.get('x-request-id'))
      expect(answer.headers.get('cache-control')).toBe('no-store')
    })

    test('bytes that are no UTF-8', async () => {
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
      const body = Buffer.concat([Buffer.from('{"user":"'), Buffer.of(0xff, 0xfe), Buffer.from('","code":"1"}')])
      expect((await fetch(`${world.origin}/api/v1/verify`, { method: 'POST', headers, body })).status).toBe(400)
    })

    test('another method, or a query', async () => {
      const headers = { authorization: `Bearer ${key}` }
      const got = await fetch(`${world.origin}/api/v1/verify`, { headers })
      expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST'])
      const asked = await fetch(`${world.origin}/api/v1/verify?user=x&code=1`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: json({ user: 'x', code: '1' }),
      })
      expect(asked.status).toBe(400)
    })
  })
})
