// `app://console/api/*` goes to the configured server: a few headers each way, cookies kept by main, and only data comes back.
import { commonHeaders, dataPolicy } from './content-policy.ts'

type Fetch = (url: string, request: RequestInit) => Promise<Response>

export type ForwardDeps = {
  /** Chromium's network stack with main's own cookie jar. */
  fetch: Fetch
  /** Undefined while no server is known. */
  origin: () => string | undefined
}

const requestHeaders = ['accept', 'accept-language', 'content-type', 'idempotency-key', 'last-event-id', 'x-motp']
const answerHeaders = ['content-type', 'content-disposition', 'cache-control', 'retry-after', 'x-request-id']
const dataTypes = /^(?:application\/(?:json|x-ndjson|pdf)|image\/(?:png|webp)|text\/(?:event-stream|csv))\s*(?:;|$)/i
const maxRequestBytes = 1_000_000

export function createForwarder({ fetch, origin }: ForwardDeps): (request: Request) => Promise<Response> {
  return async (request) => {
    const server = origin()
    if (server === undefined) return unavailable()
    const { pathname, search } = new URL(request.url)
    const body = request.method === 'GET' || request.method === 'HEAD' ? undefined : await request.arrayBuffer()
    if (body && body.byteLength > maxRequestBytes) return new Response(null, { status: 413, headers: { ...commonHeaders } })
    const reader = new AbortController()
    try {
      const answer = await fetch(server + pathname + search, {
        method: request.method,
        headers: pick(request.headers, requestHeaders),
        // Main's jar holds the session cookie; the page neither sends nor sees one.
        credentials: 'include',
        redirect: 'error',
        cache: 'no-store',
        signal: reader.signal,
        ...(body && body.byteLength > 0 ? { body } : {}),
      })
      return passOn(answer, reader)
    } catch {
      return unavailable()
    }
  }
}

function passOn(answer: Response, reader: AbortController): Response {
  const type = answer.headers.get('content-type') ?? ''
  if (answer.body && !dataTypes.test(type)) {
    reader.abort()
    return unavailable()
  }
  const headers = { ...pick(answer.headers, answerHeaders), ...commonHeaders, 'content-security-policy': dataPolicy }
  return new Response(answer.body && endWithReader(answer.body, reader), { status: answer.status, headers })
}

/** When the page stops reading (an event stream that it closed), the request to the server ends too. */
function endWithReader(body: ReadableStream<Uint8Array>, reader: AbortController): ReadableStream<Uint8Array> {
  const chunks = body.getReader()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.read()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    cancel() {
      reader.abort()
    },
  })
}

function pick(headers: Headers, names: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {}
  for (const name of names) {
    const value = headers.get(name)
    if (value !== null) found[name] = value
  }
  return found
}

/** In the server's own words for an error, so that the console treats it as any other. */
function unavailable(): Response {
  const error = { code: 'unavailable', message: 'no answer from the server', requestId: '' }
  return Response.json({ error }, { status: 502, headers: { ...commonHeaders, 'content-security-policy': dataPolicy } })
}
