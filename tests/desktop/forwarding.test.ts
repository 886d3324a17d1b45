// What passes between the page and the server through main: a few headers, data, never a cookie.
import type { IncomingHttpHeaders } from 'node:http'
import { expect, test } from 'vitest'
import { useShells } from './shell-suite.ts'

const { launch, serve } = useShells()

test('main keeps the cookie: the page neither sees nor sends one, and the server gets it back', async () => {
  const seen: IncomingHttpHeaders[] = []
  const server = await serve((request, response) => {
    seen.push(request.headers)
    response.setHeader('set-cookie', 'motp=secret; Path=/; HttpOnly; SameSite=Strict')
    response.setHeader('content-type', 'application/json').end('{}')
  })
  const { page } = await launch({ server })
  const headers = await page.evaluate(async () => [...(await fetch('/api/v1/session')).headers.keys()])
  expect(headers).not.toContain('set-cookie')
  await page.evaluate(() => fetch('/api/v1/tokens'))
  expect(seen.map(({ cookie }) => cookie)).toEqual([undefined, 'motp=secret'])
  expect(await page.evaluate(() => document.cookie)).toBe('')
  expect(await page.context().cookies()).toEqual([])
})

test('the headers of a request are the ones on the list; a page cannot add others', async () => {
  const seen: IncomingHttpHeaders[] = []
  const server = await serve((request, response) => {
    seen.push(request.headers)
    response.setHeader('content-type', 'application/json').end('{}')
  })
  const { page } = await launch({ server })
  await page.evaluate(() =>
    fetch('/api/v1/session', {
      method: 'POST',
      body: '{}',
      headers: { 'x-motp': '1', 'content-type': 'application/json', authorization: 'Bearer x', 'x-forwarded-for': '127.0.0.1' },
    }),
  )
  expect(seen[0]).toMatchObject({ 'x-motp': '1', 'content-type': 'application/json' })
  for (const name of ['authorization', 'x-forwarded-for', 'origin', 'referer', 'cookie']) expect(seen[0]).not.toHaveProperty(name)
})

test('an event stream arrives piece by piece, and ends at the server when the page closes it', async () => {
  let isOver = false
  const server = await serve((request, response) => {
    request.on('close', () => {
      isOver = true
    })
    response.setHeader('content-type', 'text/event-stream').write('data: first\n\n')
  })
  const { page } = await launch({ server })
  const first = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const events = new EventSource('/api/v1/enrollments/x/events')
        events.onmessage = ({ data }) => {
          events.close()
          resolve(data)
        }
      }),
  )
  expect(first).toBe('first')
  await expect.poll(() => isOver).toBe(true)
})

test.each(['text/html', 'text/javascript', 'image/svg+xml', 'application/wasm', ''])('only data comes back, not %s', async (type) => {
  const server = await serve((_request, response) => {
    if (type !== '') response.setHeader('content-type', type)
    response.end('<script>alert(1)</script>')
  })
  const { page } = await launch({ server })
  expect(await page.evaluate(async () => (await fetch('/api/v1/session')).status)).toBe(502)
})

test('an answer of the server is inert even as a page', async () => {
  const server = await serve((_request, response) => void response.setHeader('content-type', 'application/json').end('{}'))
  const { page } = await launch({ server })
  const policy = await page.evaluate(async () => (await fetch('/api/v1/session')).headers.get('content-security-policy'))
  expect(policy).toMatch(/default-src 'none'.*; sandbox$/)
})

test('a redirect is not followed, and a server that is gone is `unavailable`', async () => {
  const elsewhere = await serve((_request, response) => void response.setHeader('content-type', 'application/json').end('{}'))
  const server = await serve((_request, response) => void response.writeHead(302, { location: `${elsewhere}/x` }).end())
  const { page } = await launch({ server })
  const answer = await page.evaluate(async () => (await fetch('/api/v1/session')).json())
  expect(answer).toMatchObject({ error: { code: 'unavailable' } })
})

test('what is too long to be ours is not sent', async () => {
  let isAsked = false
  const server = await serve((_request, response) => {
    isAsked = true
    response.end()
  })
  const { page } = await launch({ server })
  expect(await page.evaluate(async () => (await fetch('/api/v1/session', { method: 'POST', body: 'x'.repeat(1_000_001) })).status)).toBe(
    413,
  )
  expect(isAsked).toBe(false)
})
