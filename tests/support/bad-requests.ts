// Requests that must be refused, one kind at a time, for any endpoint: what is wrong is known, so the code of the answer is too.
import { urlOf } from '@motp/shared/client/api-client'
import type { Endpoint } from '@motp/shared/protocol/endpoint'
import type { ErrorCode } from '@motp/shared/protocol/error-code'
import fc, { type Arbitrary } from 'fast-check'
import { allEndpoints } from './endpoints.ts'
import { fitting, toJsonSchema, unfitting } from './schema-arbitrary.ts'

export type BadRequest = {
  kind: string
  name: string
  method: string
  url: string
  headers: Record<string, string>
  body: string | undefined
  codes: readonly ErrorCode[]
}

export type World = {
  origin: string
  /** Cookie of a signed-in employee without any role. */
  userCookie: string
  /** Cookie of a signed-in member of each role of IT. */
  adminCookie: string
  auditorCookie: string
  /** Key of a relying system. */
  clientKey: string
  /** Ids that exist and belong to someone else, by the name of the path's parameter. */
  foreignIds: Record<string, string>
}

type Draft = Omit<BadRequest, 'kind' | 'name' | 'codes'>
type Kind = {
  kind: string
  appliesTo: (endpoint: Endpoint) => boolean
  codes: readonly ErrorCode[]
  spoil: (endpoint: Endpoint, draft: Draft, world: World) => Arbitrary<Draft>
}

const needsSession = ({ access }: Endpoint) => access === 'session' || typeof access !== 'string'
/** A relying system: it shows a key, not a session. */
const needsKey = ({ access }: Endpoint) => access === 'client'
/** Comes from a page of ours, or from a program that says so. */
const isOurPages = (endpoint: Endpoint) => needsSession(endpoint) || endpoint.access === 'public'
const needsRole = ({ access }: Endpoint) => typeof access !== 'string'
const changes = ({ method }: Endpoint) => method !== 'GET'
const hasBody = ({ body }: Endpoint) => body !== undefined
const isOwnersAlone = ({ access, path }: Endpoint) => access === 'session' && path.includes(':')

const withoutHeader = (draft: Draft, name: string): Draft => ({
  ...draft,
  headers: Object.fromEntries(Object.entries(draft.headers).filter(([key]) => key !== name)),
})
const withHeader = (draft: Draft, name: string, value: string): Draft => ({ ...draft, headers: { ...draft.headers, [name]: value } })

const kinds: readonly Kind[] = [
  {
    kind: 'a body of the wrong shape',
    appliesTo: hasBody,
    codes: ['invalid-request', 'unreadable-body'],
    spoil: ({ body }, draft) =>
      body ? unfitting(toJsonSchema(body)).map((value) => ({ ...draft, body: JSON.stringify(value) })) : fc.constant(draft),
  },
  {
    kind: 'a body that is no JSON',
    appliesTo: hasBody,
    codes: ['invalid-request', 'unreadable-body'],
    spoil: (_, draft) => fc.constantFrom('', '{', '{"a":', '\u0000', '{"a":1}}', 'NaN', "{'a':1}").map((body) => ({ ...draft, body })),
  },
  {
    kind: 'a body of a megabyte',
    appliesTo: hasBody,
    codes: ['body-too-large'],
    spoil: (_, draft) => fc.constant({ ...draft, body: JSON.stringify({ account: 'x'.repeat(1_000_000) }) }),
  },
  {
    kind: 'a body of another content type',
    appliesTo: hasBody,
    codes: ['unsupported-media-type'],
    spoil: (_, draft) =>
      fc
        .constantFrom('text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml')
        .map((type) => withHeader(draft, 'content-type', type)),
  },
  {
    kind: 'no session',
    appliesTo: needsSession,
    codes: ['session-required'],
    spoil: (_, draft) => fc.constant(withoutHeader(draft, 'cookie')),
  },
  {
    kind: 'a session that does not exist',
    appliesTo: needsSession,
    codes: ['session-required', 'session-expired'],
    spoil: (_, draft) => fc.stringMatching(/^[A-Za-z0-9_-]{0,64}$/).map((value) => withHeader(draft, 'cookie', `motp=${value}`)),
  },
  {
    kind: 'no key, or one that does not exist',
    appliesTo: needsKey,
    codes: ['client-refused'],
    spoil: (_, draft) =>
      fc.constantFrom(
        withoutHeader(draft, 'authorization'),
        withHeader(draft, 'authorization', 'Bearer 123'),
        withHeader(draft, 'authorization', 'Basic eDp5'),
      ),
  },
  {
    kind: 'a foreign origin',
    appliesTo: isOurPages,
    codes: ['origin-refused'],
    spoil: (_, draft) =>
      fc.constantFrom(
        withHeader(draft, 'origin', 'https://evil.example'),
        withHeader(draft, 'origin', 'null'),
        withHeader(draft, 'sec-fetch-site', 'cross-site'),
        withHeader(draft, 'sec-fetch-site', 'same-site'),
      ),
  },
  {
    kind: 'no header of our own',
    appliesTo: (endpoint) => isOurPages(endpoint) && changes(endpoint),
    codes: ['csrf-header-missing'],
    spoil: (_, draft) => fc.constant(withoutHeader(draft, 'x-motp')),
  },
  {
    kind: 'a role that the caller lacks',
    appliesTo: needsRole,
    codes: ['role-required'],
    spoil: (_, draft, { userCookie }) => fc.constant(withHeader(draft, 'cookie', userCookie)),
  },
  {
    kind: 'a change asked by the auditor',
    appliesTo: (endpoint) => needsRole(endpoint) && changes(endpoint),
    codes: ['role-required'],
    spoil: (_, draft, { auditorCookie }) => fc.constant(withHeader(draft, 'cookie', auditorCookie)),
  },
  {
    kind: "another user's id",
    appliesTo: isOwnersAlone,
    codes: ['not-found'],
    spoil: ({ path }, draft, { origin, foreignIds }) => fc.constant({ ...draft, url: origin + urlOf(path, { params: foreignIds }) }),
  },
  {
    kind: 'an id that does not exist',
    appliesTo: ({ path }) => path.includes(':'),
    codes: ['not-found', 'invalid-request'],
    spoil: ({ path }, draft, { origin }) =>
      fc
        .oneof(
          fc.uuid(),
          fc.string({ minLength: 1 }),
          fc.constantFrom('..', '\u0000', "' or 1=1 --", '__proto__', 'ﬀ'.repeat(50), 'x'.repeat(4000)),
        )
        .map((id) => ({
          ...draft,
          url: origin + path.replaceAll(/:\w+/g, encodeURIComponent(id === '..' || id === '.' ? `${id}${id}` : id)),
        })),
  },
  {
    kind: 'a path that cannot be decoded',
    appliesTo: ({ path }) => path.includes(':'),
    codes: ['not-found', 'invalid-request', 'unreadable-body'],
    spoil: ({ path }, draft, { origin }) =>
      fc.constantFrom('%ff', '%', '%E0%A4%A').map((id) => ({ ...draft, url: origin + path.replaceAll(/:\w+/g, id) })),
  },
  {
    kind: 'a query of the wrong shape',
    appliesTo: ({ query }) => query !== undefined,
    codes: ['invalid-request'],
    spoil: (_, draft) =>
      fc
        .constantFrom('limit=0', 'limit=x', 'limit=1e9', 'limit=1&limit=2', 'unknown=1', 'limit[a]=1')
        .map((query) => ({ ...draft, url: `${draft.url}?${query}` })),
  },
  {
    kind: 'another method',
    appliesTo: () => true,
    codes: ['method-not-allowed', 'not-found'],
    spoil: ({ path }, draft) => {
      const known = allEndpoints.filter(({ endpoint }) => endpoint.path === path).map(({ endpoint }) => String(endpoint.method))
      return fc
        .constantFrom(...['PATCH', 'PUT', 'DELETE', 'POST', 'PROPFIND'].filter((method) => !known.includes(method)))
        .map((method) => ({ ...draft, method }))
    },
  },
]

/** Any bad request over all endpoints and all kinds that apply. */
export function badRequests(world: World): Arbitrary<BadRequest> {
  const cases = allEndpoints.flatMap(({ name, endpoint }) =>
    kinds
      .filter(({ appliesTo }) => appliesTo(endpoint))
      .map(({ kind, codes, spoil }) =>
        goodDraft(endpoint, world)
          .chain((draft) => spoil(endpoint, draft, world))
          .map((draft) => ({ kind, name, codes, ...draft })),
      ),
  )
  return fc.oneof(...cases)
}

/** A request in order, but for what `spoil` does to it. */
function goodDraft({ method, path, body, access }: Endpoint, world: World): Arbitrary<Draft> {
  const { origin, userCookie, adminCookie, clientKey, foreignIds } = world
  const cookie = typeof access !== 'string' ? adminCookie : access === 'session' ? userCookie : undefined
  const headers = {
    accept: 'application/json',
    'x-motp': '1',
    origin,
    ...(body ? { 'content-type': 'application/json' } : {}),
    ...(cookie === undefined ? {} : { cookie }),
    ...(access === 'client' ? { authorization: `Bearer ${clientKey}` } : {}),
  }
  const url = origin + urlOf(path, { params: { ...unknownIds(path), ...foreignIds } })
  return (body ? fitting(toJsonSchema(body)) : fc.constant(undefined)).map((value) => ({
    method,
    url,
    headers,
    body: value === undefined ? undefined : JSON.stringify(value),
  }))
}

/** For what nobody made: an id of the right form. */
function unknownIds(path: string): Record<string, string> {
  return Object.fromEntries([...path.matchAll(/:(\w+)/g)].map(([, name = '']) => [name, 'nothing-there']))
}
