// The trial's inbox over HTTP, under the headers of the real server.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createFakeClock } from '@motp/tests/support/fake-clock'
import express from 'express'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSecurityHeaders } from '../http/security-headers.ts'
import { createDemoInbox } from './demo-inbox-page.ts'
import { createTrialTransport } from './mail-transport.ts'

const clock = createFakeClock()
const transport = createTrialTransport(clock)
const app = express().use(...createSecurityHeaders({ isHttps: false }), createDemoInbox(transport))
const server = app.listen(0, '127.0.0.1')
let origin: string

beforeAll(async () => {
  if (!server.listening) await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => void server.close())

const send = (subject: string, text = 'text') => transport.send({ id: subject, to: 'a@example.com', subject, text, html: '' })
const read = async (language: string) => {
  const response = await fetch(`${origin}/demo/inbox`, { headers: { 'accept-language': language } })
  return { page: await response.text(), policy: response.headers.get('content-security-policy') ?? '' }
}

test('an empty inbox says what comes next, in both languages', async () => {
  expect((await read('zh-TW')).page).toContain('還沒有郵件')
  expect((await read('en')).page).toContain('No mail yet')
})

test('mails stand newest first, as text, with markup shown and not obeyed', async () => {
  await send('first')
  clock.advance(1_000)
  await send('<script>alert(1)</script>', '驗證碼 12345678 <b>')
  const { page } = await read('en')
  expect(page.indexOf('&#60;script&#62;')).toBeLessThan(page.indexOf('first'))
  expect(page).toContain('驗證碼 12345678 &#60;b&#62;')
  expect(page).not.toContain('<script')
})

test('the style carries the nonce that the policy of the same answer allows', async () => {
  const { page, policy } = await read('en')
  const nonce = /<style nonce="([^"]+)">/.exec(page)?.[1]
  expect(nonce).toBeTruthy()
  expect(policy).toContain(`'nonce-${nonce}'`)
})

test('scripts read the same mails as JSON', async () => {
  const { mails } = (await (await fetch(`${origin}/demo/inbox.json`)).json()) as { mails: { subject: string }[] }
  expect(mails.map(({ subject }) => subject)).toEqual(['<script>alert(1)</script>', 'first'])
})

test('only the last 200 are kept', async () => {
  for (let index = 0; index < 250; index += 1) await send(`mail ${index}`)
  expect(transport.list()).toHaveLength(200)
  expect(transport.list()[0]?.subject).toBe('mail 249')
})
