// The door as a caller meets it: a real Express app on a real port, with small contracts of its own.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AppError } from '@motp/shared/protocol/app-error'
import { defineEndpoint } from '@motp/shared/protocol/endpoint'
import type { Role } from '@motp/shared/protocol/session'
import express from 'express'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { systemClock } from '../ports.ts'
import type { Session } from '../sessions/session.ts'
import { createErrorHandler, createErrorReporter } from './error-response.ts'
import { createRouter, refuseOtherMethods } from './router.ts'
import { greetVisitor } from './visitor.ts'

const echo = defineEndpoint({
  method: 'POST',
  path: '/api/v1/echo/:name',
  access: 'session',
  summary: 'Says it back',
  params: z.strictObject({ name: z.string().max(8) }),
  body: z.strictObject({ text: z.string().max(100_000) }),
  reply: z.object({ text: z.string(), name: z.string(), account: z.string() }),
  errors: [],
})
const count = defineEndpoint({
  method: 'GET',
  path: '/api/v1/count',
  access: ['admin'],
  summary: 'Counts to a number',
  query: z.strictObject({ to: z.coerce.number().int().max(9) }),
  reply: z.object({ to: z.number() }),
  errors: [],
})
const ping = defineEndpoint({
  method: 'POST',
  path: '/provision/v1/ping',
  access: 'phone',
  summary: 'Ping',
  reply: z.object({}),
  errors: [],
})
const fail = defineEndpoint({ method: 'GET', path: '/api/v1/fail', access: 'public', summary: 'Fails', reply: z.object({}), errors: [] })
const watch = defineEndpoint({
  method: 'GET',
  path: '/api/v1/watch',
  access: 'session',
  summary: 'Watches',
  reply: z.object({ at: z.number() }),
  errors: [],
  stream: 'events',
})

const sessionOf = (secret: string, roles: Role[]): Session => ({
  id: secret,
  user: { id: 'u1', directory: 'Oracle', directoryId: '1', account: 'TW01', displayName: '王小明', mail: null, language: 'zh-TW' },
  roles,
  proofs: [],
  language: 'zh-TW',
  address: '127.0.0.1',
  agent: '',
  createdAt: 0,
  lastSeenAt: 0,
  expiresAt: 0,
})
const sessions: Record<string, Session> = { good: sessionOf('good', ['user']), boss: sessionOf('boss', ['user', 'admin']) }

let server: Server
let origin: string
const logged: string[] = []

beforeAll(async () => {
  const app = express()
  const router = createRouter({
    allowedOrigins: new Set(['https://otp.example.com']),
    findSession: async (secret) => {
      const session = sessions[secret ?? '']
      if (!session) throw new AppError('session-required')
      return session
    },
  })
  router.add(echo, ({ params, body, caller }) => ({ ...body, ...params, account: caller.session.user.account }))
  router.add(count, ({ query }) => query)
  router.addOpen(ping, () => ({}))
  router.addOpen(fail, () => {
    throw new Error('canary-detail')
  })
  router.addStream(watch, async ({ caller, emit }) => {
    if (caller.session.id === 'boss') throw new AppError('not-found')
    emit({ at: 1 })
    emit({ at: 2 })
  })
  refuseOtherMethods(router)
  app.use(greetVisitor, router.express)
  app.use(() => {
    throw new AppError('not-found')
  })
  app.use(createErrorHandler(createErrorReporter(pino({}, { write: (line) => void logged.push(line) }), systemClock)))
  server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

type Ask = { method?: string; headers?: Record<string, string>; body?: string; session?: string }

async function ask(path: string, { method = 'POST', headers = {}, body, session = 'good' }: Ask = {}) {
  const all = { cookie: `motp=${session}`, 'x-motp': '1', 'content-type': 'application/json', ...headers }
  const response = await fetch(origin + path, { method, headers: all, ...(body === undefined ? {} : { body }) })
  const answer = (await response.json()) as {
    error?: { code: string; message: string; requestId: string; details?: { fields?: string[] } }
  }
  return { status: response.status, code: answer.error?.code, answer, response }
}
const hello = JSON.stringify({ text: 'hello' })

test('a good request reaches its handler with validated parts', async () => {
  expect((await ask('/api/v1/echo/x', { body: hello })).answer).toEqual({ text: 'hello', name: 'x', account: 'TW01' })
})

test('a stream that is refused before its first event answers like any request', async () => {
  expect(await ask('/api/v1/watch', { method: 'GET', session: 'boss' })).toMatchObject({ status: 404, code: 'not-found' })
})

describe('a state-changing request is refused', () => {
  test.each([
    ['without the header that a form cannot set', { 'x-motp': '' }, 'csrf-header-missing'],
    ['from a foreign origin', { origin: 'https://evil.example' }, 'origin-refused'],
    ['from a page that hides its origin', { origin: 'null' }, 'origin-refused'],
    ['when the browser says cross-site', { 'sec-fetch-site': 'cross-site' }, 'origin-refused'],
    ['when the browser says same-site, which is another host', { 'sec-fetch-site': 'same-site' }, 'origin-refused'],
  ])('%s', async (_, headers, code) => {
    expect(await ask('/api/v1/echo/x', { headers, body: hello })).toMatchObject({ status: 403, code })
  })
  test('but taken from our own page', async () => {
    const headers = { origin: 'https://otp.example.com', 'sec-fetch-site': 'same-origin' }
    expect((await ask('/api/v1/echo/x', { headers, body: hello })).status).toBe(200)
  })
})

test('a cross-site page cannot even read with the cookie', async () => {
  const headers = { 'sec-fetch-site': 'cross-site' }
  expect(await ask('/api/v1/count?to=3', { method: 'GET', headers, session: 'boss' })).toMatchObject({ status: 403 })
})

test('roles are checked at the door', async () => {
  expect(await ask('/api/v1/count?to=3', { method: 'GET' })).toMatchObject({ status: 403, code: 'role-required' })
  expect((await ask('/api/v1/count?to=3', { method: 'GET', session: 'boss' })).answer).toEqual({ to: 3 })
})

test.each([
  ['no cookie', { session: '', body: hello }, 401, 'session-required'],
  ['an unknown field', { body: JSON.stringify({ text: 'x', more: 1 }) }, 400, 'invalid-request'],
  ['a wrong type', { body: JSON.stringify({ text: 1 }) }, 400, 'invalid-request'],
  ['no body', {}, 400, 'invalid-request'],
  ['broken JSON', { body: '{"text":' }, 400, 'unreadable-body'],
  ['JSON that is no object', { body: '"x"' }, 400, 'unreadable-body'],
  [
    'another media type',
    { body: 'text=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    415,
    'unsupported-media-type',
  ],
  ['a body of 1 MB', { body: JSON.stringify({ text: 'x'.repeat(1_000_000) }) }, 413, 'body-too-large'],
  ['another method', { method: 'PUT', body: hello }, 405, 'method-not-allowed'],
] as const)('%s is refused with a stable code', async (_, request: Ask, status, code) => {
  expect(await ask('/api/v1/echo/x', request)).toMatchObject({ status, code })
})

test('a parameter that does not fit and a query nobody asked for are refused, and the field is named', async () => {
  expect((await ask('/api/v1/echo/far-too-long', { body: hello })).answer.error?.details?.fields).toEqual(['name'])
  expect(await ask('/api/v1/echo/x?a=1', { body: hello })).toMatchObject({ status: 400 })
  expect(await ask('/api/v1/count?to=99', { method: 'GET', session: 'boss' })).toMatchObject({ status: 400 })
  expect(await ask('/api/v1/echo/%E0%A4%A', { body: hello })).toMatchObject({ status: 400 })
})

test('an error speaks the language of the caller and carries the request id', async () => {
  const zh = await ask('/api/v1/nothing', { headers: { 'accept-language': 'zh-TW' } })
  const en = await ask('/api/v1/nothing', { headers: { 'accept-language': 'en-GB, zh;q=0.5' } })
  expect(zh.answer.error?.message).toContain('找不到')
  expect(en.answer.error?.message).toContain('not found')
  expect(en.answer.error?.requestId).toBe(en.response.headers.get('x-request-id'))
})

test('a fault tells the caller nothing and the log everything', async () => {
  const { status, answer } = await ask('/api/v1/fail', { method: 'GET' })
  expect(status).toBe(500)
  expect(JSON.stringify(answer)).not.toContain('canary-detail')
  expect(logged.join()).toContain('canary-detail')
})

test('a phone needs neither cookie nor origin', async () => {
  const headers = { origin: 'https://elsewhere.example', 'x-motp': '' }
  expect((await ask('/provision/v1/ping', { headers, session: '' })).status).toBe(200)
})

test('a stream sends each reply as one event', async () => {
  const response = await fetch(`${origin}/api/v1/watch`, { headers: { cookie: 'motp=good' } })
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  expect(await response.text()).toBe('data: {"at":1}\n\ndata: {"at":2}\n\n')
})
