// A request that is in order but for who sends it: ids as given, everything else as the contract wants it.
import { urlOf } from '@motp/shared/client/api-client'
import { errorBodySchema } from '@motp/shared/protocol/app-error'
import { type ErrorCode, errorStatus } from '@motp/shared/protocol/error-code'
import fc from 'fast-check'
import type { NamedEndpoint } from '../support/endpoints.ts'
import { fitting, toJsonSchema } from '../support/schema-arbitrary.ts'

export type MatrixRequest = { url: string; init: RequestInit }
export type Answer = { status: number; code: ErrorCode | undefined }

type Fields = Record<string, unknown>

/** Where a contract takes more than makes sense: what makes sense. */
const sensible: Record<string, Fields> = {
  addClient: { kind: 'rest', addresses: [], modes: ['code'], secret: undefined },
  setPolicy: { preset: 'default', values: {}, revision: undefined },
  prepareBulk: { action: 'suspend', filter: { search: 'nobody at all' } },
  chooseBulk: { action: 'suspend' },
  suspendLeavers: { unbraked: [] },
  importBulk: { action: 'suspend' },
  requestApproval: { action: 'reset' },
  adminExtendToken: { days: 30 },
  proveCaller: { kind: 'code' },
  setBrand: { name: null, accent: null, logo: null, revision: 0 },
  setMailTemplate: { kind: 'token-reset', language: 'en', subject: 'Reset', text: '{details}', revision: 0 },
  testMailTemplate: { kind: 'token-reset', language: 'en', subject: 'Reset', text: '{details}' },
  startEnrollment: { mode: 'online' },
}
/** Different each time, as a name that must be free. */
let made = 0

export function makeRequest(
  { name, endpoint }: NamedEndpoint,
  { origin, cookie, ids }: { origin: string; cookie: string | undefined; ids: Fields },
): MatrixRequest {
  made += 1
  const { method, path, params, query, body, upload } = endpoint
  const fill = (schema: typeof body): Fields | undefined => {
    if (!schema) return undefined
    const shape = toJsonSchema(schema)
    const names = Object.keys(shape.properties ?? {})
    const [sample] = fc.sample(fitting({ ...shape, required: names }), { numRuns: 1, seed: made }) as [Fields]
    const required = Object.fromEntries(Object.entries(sample).filter(([field]) => shape.required?.includes(field)))
    const given = Object.entries({ ...sensible[name], ...ids }).filter(([field]) => names.includes(field))
    return { ...required, ...Object.fromEntries(given), ...(name === 'addClient' && { name: `client ${made}` }) }
  }
  const filled = fill(body)
  const headers = {
    accept: 'application/json',
    'x-motp': '1',
    origin,
    ...(cookie === undefined ? {} : { cookie }),
    ...(filled ? { 'content-type': 'application/json' } : upload ? { 'content-type': 'text/csv' } : {}),
  }
  const content = filled ? JSON.stringify(filled) : upload ? 'account\nTW01002547\n' : undefined
  const url = origin + urlOf(path, { params: { ...fill(params), ...ids } as Record<string, string>, query: fill(query) ?? {} })
  return { url, init: { method, headers, ...(content === undefined ? {} : { body: content }) } }
}

/** Of a stream only its beginning. A refusal that is none of ours, or has another status than its code, is thrown. */
export async function send({ url, init }: MatrixRequest): Promise<Answer> {
  const left = new AbortController()
  const response = await fetch(url, { ...init, signal: left.signal })
  if (response.ok) {
    left.abort()
    return { status: response.status, code: undefined }
  }
  const { code } = errorBodySchema.parse(await response.json()).error
  if (response.status !== errorStatus[code]) throw new Error(`${init.method} ${url}: ${code} with ${response.status}`)
  return { status: response.status, code }
}
