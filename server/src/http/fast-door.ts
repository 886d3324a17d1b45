// The door before Express, for the few paths that relying systems ask thousands of times a second: Express alone would cost more than a
// whole verification. Exact paths, small bodies, no cookie and so no question of forgery from other sites; everything else goes on.
import type { IncomingHttpHeaders, IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { AppError } from '@motp/shared/protocol/app-error'
import type { ErrorAnswer, ErrorReporter } from './error-response.ts'
import { describeVisitor, readSenderAddress, type Visitor } from './visitor.ts'

export type DoorRequest = {
  method: string
  /** Of the address, as sent; undefined without a question mark. It may hold a secret: never logged. */
  query: string | undefined
  headers: IncomingHttpHeaders
  body: Buffer
  visitor: Visitor
}

/** `body` undefined: an empty one. */
export type DoorAnswer = { status: number; body?: unknown; headers?: Record<string, string> }

export type Door = {
  path: string
  methods: readonly string[]
  answer(request: DoorRequest): Promise<DoorAnswer>
  /** For callers that expect errors in a form of their own. */
  formatError?(answer: ErrorAnswer): DoorAnswer
}

type Options = { doors: readonly Door[]; next: RequestListener; trustProxy: number; report: ErrorReporter }

const maxBodyBytes = 4096

export function createFastDoor({ doors, next, trustProxy, report }: Options): RequestListener {
  const byPath = new Map(doors.map((door) => [door.path, door]))

  const handle = async (door: Door, request: IncomingMessage, response: ServerResponse, query: string | undefined): Promise<void> => {
    const visitor = describeVisitor(request.headers, readSenderAddress(request, trustProxy))
    try {
      send(response, visitor, await answerAt(door, request, { visitor, query }))
    } catch (thrown) {
      const failure = report(thrown, { visitor, path: door.path })
      const answer = door.formatError?.(failure) ?? failure
      const allow = failure.error.code === 'method-not-allowed' ? { allow: door.methods.join(', ') } : {}
      send(response, visitor, { ...answer, headers: { ...answer.headers, ...allow } })
    }
  }

  return (request, response) => {
    const url = request.url ?? ''
    const at = url.indexOf('?')
    const door = byPath.get(at < 0 ? url : url.slice(0, at))
    if (door) void handle(door, request, response, at < 0 ? undefined : url.slice(at + 1))
    else next(request, response)
  }
}

async function answerAt(
  door: Door,
  request: IncomingMessage,
  { visitor, query }: { visitor: Visitor; query: string | undefined },
): Promise<DoorAnswer> {
  const { method = '', headers } = request
  if (!door.methods.includes(method)) throw new AppError('method-not-allowed')
  return door.answer({ method, query, headers, body: await readBody(request), visitor })
}

/** What is too long is answered at once; Node reads the rest away and drops it. */
function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = Number(request.headers['content-length'] ?? 0)
    if (length > maxBodyBytes) return reject(new AppError('body-too-large'))
    length = 0
    request.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > maxBodyBytes) reject(new AppError('body-too-large'))
      else chunks.push(chunk)
    })
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
    // An error is made where there is one: made beforehand for every request, it would cost as much as the rest of the reading.
    request.on('error', () => reject(new AppError('unreadable-body')))
    request.on('close', () => request.complete || reject(new AppError('unreadable-body')))
  })
}

function send(response: ServerResponse, { requestId }: Visitor, { status, body, headers }: DoorAnswer): void {
  const text = body === undefined ? '' : formatAscii(body)
  response.writeHead(status, {
    ...headers,
    ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-request-id': requestId,
  })
  response.end(text)
}

/** JSON whose letters beyond ASCII are escaped: Perl's clients, among them privacyIDEA's for FreeRADIUS, read its bytes as Latin-1. */
function formatAscii(body: unknown): string {
  return JSON.stringify(body).replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
