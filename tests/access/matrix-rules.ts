// What must come of a request, told from the endpoint's contract alone, by who asks and whose things are asked for. Pure.
import type { Endpoint } from '@motp/shared/protocol/endpoint'
import type { ErrorCode } from '@motp/shared/protocol/error-code'
import type { Role } from '@motp/shared/protocol/session'
import type { z } from 'zod'
import { toJsonSchema } from '../support/schema-arbitrary.ts'

/** `none`: no session at all. Members of IT are employees too and have `user` besides. */
export const matrixRoles = ['none', 'user', 'helpdesk', 'auditor', 'admin'] as const satisfies readonly (Role | 'none')[]
export type MatrixRole = (typeof matrixRoles)[number]

/** Whose: the asker's, somebody else's, nobody's. `any`: the endpoint names nothing that belongs to anybody. */
export const matrixTargets = ['own', 'other', 'unknown'] as const
export type MatrixTarget = (typeof matrixTargets)[number] | 'any'

/** `codes`: of the refusals that are in order; `mayPass`: whether an answer may be. */
export type Expectation = { mayPass: boolean; codes: readonly ErrorCode[] }

/** Names of ids, in a path, a query or a body. `isOfPerson`: IT does not change what is about the asker. */
export const idNames = {
  userId: { isOfPerson: true },
  tokenId: { isOfPerson: true },
  approvalId: { isOfPerson: true },
  /** Typed, to look somebody up. */
  account: { isOfPerson: false },
  sessionId: { isOfPerson: true },
  enrollmentId: { isOfPerson: true },
  jobId: { isOfPerson: false },
  clientId: { isOfPerson: false },
  /** Of a directory. */
  name: { isOfPerson: false },
} as const
export type IdName = keyof typeof idNames

/** Every id that a request of this endpoint names; throws for a name that is not known above. Whoever signs in names an account too. */
export function listIdNames({ path, access, params, query, body }: Endpoint): IdName[] {
  const choices = params ? (toJsonSchema(params).properties ?? {}) : {}
  // What has a closed list of values is no id.
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '').filter((name) => !choices[name]?.enum)
  for (const name of inPath) if (!isIdName(name)) throw new Error(`${path}: tell matrix-rules.ts and matrix-cast.ts about ${name}`)
  const inFields = access === 'public' ? [] : [query, body].flatMap((schema) => fieldsOf(schema)).filter((field) => field !== 'name')
  return [...inPath, ...inFields].filter(isIdName)
}

function isIdName(name: string): name is IdName {
  return Object.hasOwn(idNames, name)
}

function fieldsOf(schema: z.ZodType | undefined): string[] {
  return schema && 'shape' in schema ? Object.keys(schema.shape as object) : []
}

export function listTargets(endpoint: Endpoint): readonly MatrixTarget[] {
  return listIdNames(endpoint).length > 0 ? matrixTargets : ['any']
}

export function expect(endpoint: Endpoint, role: MatrixRole, target: MatrixTarget): Expectation {
  const { access, method, errors } = endpoint
  // A session is worth nothing here; what is sent holds neither a ticket, a key nor a password.
  if (access === 'client') return refused('client-refused')
  // What everybody sees, before they sign in.
  if (access === 'public' && method === 'GET') return { mayPass: true, codes: errors }
  if (access === 'phone' || access === 'public') return refused(...errors, 'invalid-request')
  if (role === 'none') return refused('session-required')
  if (access === 'session') {
    const isForeign = target === 'other' || target === 'unknown'
    return isForeign ? refused('not-found') : { mayPass: true, codes: errors }
  }
  if (!access.some((one) => one === role || one === 'user')) return refused('role-required')
  if (target === 'unknown') return refused('not-found')
  const isOfPerson = listIdNames(endpoint).some((name) => idNames[name].isOfPerson)
  if (target === 'own' && isOfPerson && method !== 'GET') return refused('own-account')
  return { mayPass: true, codes: errors }
}

function refused(...codes: ErrorCode[]): Expectation {
  return { mayPass: false, codes }
}
