// Typed fetch over an endpoint contract: console, token app, tests and scripts use this and nothing else.
import type { z } from 'zod'
import { AppError, errorBodySchema } from '../protocol/app-error.ts'
import type { Endpoint, Input, Reply } from '../protocol/endpoint.ts'
import type { Language } from '../protocol/language.ts'

export type ApiClient = {
  /** Sends one request. Throws AppError with the server's code, or `unavailable` when no answer could be had. */
  call<E extends Endpoint>(endpoint: E, input: Input<E>, signal?: AbortSignal): Promise<Reply<E>>
}

export type ApiClientOptions = {
  /** Origin without a trailing slash; empty for the page's own. */
  origin: string
  language: () => Language
  fetch?: typeof globalThis.fetch
  /** Beside the ones the client sets: a test's cookie, a script's key. */
  headers?: () => Record<string, string>
}

type Parts = { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown; file?: Blob }

export function createApiClient(options: ApiClientOptions): ApiClient {
  const send = options.fetch ?? globalThis.fetch.bind(globalThis)
  return {
    async call(endpoint, input, signal) {
      const parts = input as Parts
      const request: RequestInit = {
        method: endpoint.method,
        headers: headersFor(options, parts.body !== undefined),
        credentials: 'same-origin',
      }
      if (parts.body !== undefined) request.body = JSON.stringify(parts.body)
      else if (parts.file) request.body = parts.file
      if (signal) request.signal = signal
      const response = await send(options.origin + urlOf(endpoint.path, parts), request).catch((cause: unknown) => {
        throw new AppError('unavailable', {}, { cause })
      })
      const answer: unknown = await response.json().catch(() => undefined)
      if (!response.ok) throw toAppError(answer)
      return readReply(endpoint.reply, answer) as Reply<typeof endpoint>
    },
  }
}

/** The path with its parameters and query filled in. */
export function urlOf(path: string, { params = {}, query = {} }: Parts): string {
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value))
  return search.size === 0 ? filled : `${filled}?${search}`
}

function headersFor(options: ApiClientOptions, hasBody: boolean): Record<string, string> {
  return {
    accept: 'application/json',
    'accept-language': options.language(),
    // DESIGN rule 11: a cross-site form cannot set this header.
    'x-motp': '1',
    ...(hasBody ? { 'content-type': 'application/json' } : {}),
    ...options.headers?.(),
  }
}

function toAppError(answer: unknown): AppError {
  const parsed = errorBodySchema.safeParse(answer)
  if (!parsed.success) return new AppError('unavailable')
  return new AppError(parsed.data.error.code, parsed.data.error.details)
}

function readReply(schema: z.ZodType, answer: unknown): unknown {
  const parsed = schema.safeParse(answer)
  if (!parsed.success) throw new AppError('unavailable', {}, { cause: parsed.error })
  return parsed.data
}
