// Binds contracts to handlers: one door for validation, sign-in, roles, same-origin and errors, so that a route is one expression.
import { AppError } from '@motp/shared/protocol/app-error'
import type { Endpoint, Received, Reply } from '@motp/shared/protocol/endpoint'
import express, { type Router as ExpressRouter, type Request, type RequestHandler, type Response } from 'express'
import type { z } from 'zod'
import type { Caller, Session } from '../sessions/session.ts'
import { type Download, sendDownload } from './download.ts'
import { streamEvents } from './event-stream.ts'
import { requireSameOrigin } from './same-origin.ts'
import { createSessionCookie, type SessionCookie } from './session-cookie.ts'
import { getVisitor, type Visitor } from './visitor.ts'

type Awaitable<T> = T | Promise<T>
type Signed = { caller: Caller; cookie: SessionCookie }
type Open = { visitor: Visitor; cookie: SessionCookie }

export type Router = {
  readonly express: ExpressRouter
  readonly endpoints: readonly Endpoint[]
  /** An endpoint of a signed-in user (`session` or roles). */
  add<E extends Endpoint>(endpoint: E, handler: (input: Received<E> & Signed) => Awaitable<Reply<E>>): void
  /** An endpoint for anyone or for a phone. */
  addOpen<E extends Endpoint>(endpoint: E, handler: (input: Received<E> & Open) => Awaitable<Reply<E>>): void
  /** Server-sent events: `handler` emits replies until it returns or `signal` aborts (the reader went away). */
  addStream<E extends Endpoint>(
    endpoint: E,
    handler: (input: Received<E> & Signed & { emit: (reply: Reply<E>) => void; signal: AbortSignal }) => Promise<void>,
  ): void
  /** A file; what goes wrong before its first piece is an answer like any other. */
  addDownload<E extends Endpoint>(endpoint: E, handler: (input: Received<E> & Signed) => Awaitable<Download>): void
  /** An endpoint of a signed-in user that takes a file. */
  addUpload<E extends Endpoint>(endpoint: E, handler: (input: Received<E> & Signed & { file: Uint8Array }) => Awaitable<Reply<E>>): void
}

export type RouterDeps = {
  allowedOrigins: ReadonlySet<string>
  /** The session of a cookie's value; throws `session-required` or `session-expired`. Counts as activity unless passive. */
  findSession(secret: string | undefined, isPassive: boolean): Promise<Session>
}

export function createRouter(deps: RouterDeps): Router {
  const router = express.Router({ strict: true, caseSensitive: true })
  const endpoints: Endpoint[] = []
  const readJson = express.json({ limit: '64kb', strict: true })
  const readFile = express.raw({ limit: '16mb', type: () => true })

  const bind = (endpoint: Endpoint, handle: RequestHandler): void => {
    endpoints.push(endpoint)
    const readBody: RequestHandler[] = endpoint.body ? [requireJson, readJson] : []
    // Nobody fills the memory with files who may not send any.
    if (endpoint.upload)
      readBody.push(async (request, response, next) => signedIn(endpoint, request, response, deps).then(() => next()), readFile)
    const method = endpoint.method.toLowerCase() as 'get' | 'post' | 'put' | 'delete'
    router[method](endpoint.path, guard(endpoint, deps), ...readBody, handle)
  }

  return {
    express: router,
    endpoints,
    add: (endpoint, handler) =>
      bind(endpoint, async (request, response) => {
        const signed = await signedIn(endpoint, request, response, deps)
        response.json(await handler({ ...receive(endpoint, request), ...signed }))
      }),
    addOpen: (endpoint, handler) =>
      bind(endpoint, async (request, response) => {
        // The rest of the API is kept by nobody; this may be, if it is asked for again each time.
        if (endpoint.mayBeKept) response.set('cache-control', 'no-cache')
        const open = { visitor: getVisitor(request), cookie: createSessionCookie(request, response) }
        response.json(await handler({ ...receive(endpoint, request), ...open }))
      }),
    addStream: (endpoint, handler) =>
      bind(endpoint, async (request, response) => {
        const signed = await signedIn(endpoint, request, response, deps)
        const received = receive(endpoint, request)
        await streamEvents(request, response, (emit, signal) => handler({ ...received, ...signed, emit, signal }))
      }),
    addDownload: (endpoint, handler) =>
      bind(endpoint, async (request, response) => {
        const signed = await signedIn(endpoint, request, response, deps)
        await sendDownload(response, await handler({ ...receive(endpoint, request), ...signed }))
      }),
    addUpload: (endpoint, handler) =>
      bind(endpoint, async (request, response) => {
        const signed = await signedIn(endpoint, request, response, deps)
        const file: unknown = request.body
        if (!(file instanceof Uint8Array)) throw new AppError('file-unreadable')
        response.json(await handler({ ...receive(endpoint, request), ...signed, file }))
      }),
  }
}

/** After every endpoint is bound: a known path with another method is 405, not 404 (RFC 9110 15.5.6). */
export function refuseOtherMethods(router: Router): void {
  const paths = new Set(router.endpoints.map((endpoint) => endpoint.path))
  for (const path of paths) {
    const methods = router.endpoints.filter((endpoint) => endpoint.path === path).map((endpoint) => endpoint.method)
    router.express.all(path, (_request, response) => {
      response.set('allow', methods.join(', '))
      throw new AppError('method-not-allowed')
    })
  }
}

// A phone carries no cookie and may be anywhere; its messages are protected by their own MACs.
function guard(endpoint: Endpoint, deps: RouterDeps): RequestHandler {
  return (request, _response, next) => {
    if (endpoint.access !== 'phone') requireSameOrigin(request, deps.allowedOrigins)
    next()
  }
}

async function signedIn(endpoint: Endpoint, request: Request, response: Response, deps: RouterDeps): Promise<Signed> {
  const cookie = createSessionCookie(request, response)
  const session = await deps.findSession(cookie.read(), endpoint.isPassive === true)
  const { access } = endpoint
  if (typeof access !== 'string' && !access.some((role) => session.roles.includes(role))) throw new AppError('role-required')
  const visitor = getVisitor(request)
  return { cookie, caller: { session, address: visitor.address, language: visitor.language } }
}

const requireJson: RequestHandler = (request, _response, next) => {
  if (!request.is('application/json')) throw new AppError('unsupported-media-type')
  next()
}

function receive<E extends Endpoint>(endpoint: E, request: Request): Received<E> {
  const parts: Record<string, unknown> = {}
  if (endpoint.params) parts.params = validate(endpoint.params, request.params)
  if (endpoint.query) parts.query = validate(endpoint.query, { ...request.query })
  else if (Object.keys(request.query).length > 0) throw new AppError('invalid-request', { fields: Object.keys(request.query).slice(0, 5) })
  if (endpoint.body) parts.body = validate(endpoint.body, request.body)
  return parts as Received<E>
}

function validate(schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map((issue) => issue.path.join('.')).filter((field) => field !== '')
  throw new AppError('invalid-request', { fields: [...new Set(fields)].slice(0, 10) })
}
