// The shape of an endpoint's contract: one value gives request validation, OpenAPI and the typed client.
import type { z } from 'zod'
import type { ErrorCode } from './error-code.ts'
import type { Role } from './session.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** Who may call: anyone; a phone holding a ticket; a relying system with its key; a signed-in user; a signed-in user with one of these roles. */
export type Access = 'public' | 'phone' | 'client' | 'session' | readonly Role[]

export type Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> = {
  readonly method: Method
  /** Full path from the origin, Express style: `/api/v1/tokens/:tokenId/reset`. */
  readonly path: string
  readonly access: Access
  readonly summary: string
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  readonly reply: Reply
  /** Codes beside those that any endpoint of its access may give. */
  readonly errors: readonly ErrorCode[]
  /** A request that only watches: it does not count as the user's activity, so polling never keeps a session alive. */
  readonly isPassive?: boolean
  /** The same for everybody: a reader may keep the answer and ask whether it still stands (ETag). */
  readonly mayBeKept?: boolean
  /** `events`: a server-sent event stream whose `data` lines each hold one reply. `download`: a file, sent as it is made; `reply` is its text. */
  readonly stream?: 'events' | 'download'
  /** The request's body is a file, taken as bytes; what it may hold is the feature's business. */
  readonly upload?: 'file'
}

/** Declares an endpoint; the identity function, there for its types. */
export function defineEndpoint<
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
  Reply extends z.ZodType = z.ZodType,
>(endpoint: Endpoint<Params, Query, Body, Reply>): Endpoint<Params, Query, Body, Reply> {
  return endpoint
}

type Part<Name extends string, S, Side extends 'input' | 'output'> = S extends z.ZodUndefined
  ? object
  : S extends z.ZodType
    ? { [K in Name]: Side extends 'input' ? z.input<S> : z.output<S> }
    : object

type Parts<E, Side extends 'input' | 'output'> =
  E extends Endpoint<infer P, infer Q, infer B, z.ZodType>
    ? Part<'params', P, Side> & Part<'query', Q, Side> & Part<'body', B, Side>
    : never

/** What a caller passes: `{ params, query, body }`, only those the contract has; `file` where it takes one. */
export type Input<E> = Parts<E, 'input'> & { file?: Blob }

/** What a route receives: the same, validated, defaults filled in. */
export type Received<E> = Parts<E, 'output'>

export type Reply<E> = E extends Endpoint<z.ZodType, z.ZodType, z.ZodType, infer R> ? z.infer<R> : never
