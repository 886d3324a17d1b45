// /validate/check and /validate/radiuscheck: what privacyIDEA's plugins ask, so that they work here unchanged. Answered at the fast door.
import { AppError } from '@motp/shared/protocol/app-error'
import type { Door, DoorAnswer, DoorRequest } from '../http/fast-door.ts'
import { decodeUtf8, mediaTypeOf, readJsonObject } from '../http/json-body.ts'
import { type CallerDeps, identifyByAddress, identifyByKey, readAnyKey } from './caller.ts'
import type { Client } from './client.ts'
import type { ClientVerificationService } from './client-verification-service.ts'
import { envelopAnswer, envelopError } from './validate-envelope.ts'
import { decodeAgain, type Parameters, readValidateRequest } from './validate-request.ts'

export type ValidateDeps = CallerDeps & { clientVerification: Pick<ClientVerificationService, 'authenticate'>; clock: { now(): number } }

const methods = ['GET', 'POST']

export function createValidateDoors(deps: ValidateDeps): Door[] {
  const formatError: Door['formatError'] = ({ status, headers, error, body }) => {
    return { status, headers, body: envelopError(error.code, body.error.message, deps.clock.now()) }
  }
  return [
    {
      path: '/validate/check',
      methods,
      formatError,
      async answer(request) {
        const { client, answer } = await ask(deps, request)
        return { status: 200, body: envelopAnswer(answer, { ...client, now: deps.clock.now() }) }
      },
    },
    {
      // For FreeRADIUS's rlm_rest, which looks at the status alone: 204 is yes, 400 is no.
      path: '/validate/radiuscheck',
      methods,
      formatError: ({ status, headers }): DoorAnswer => ({ status: status === 401 || status >= 429 ? status : 400, headers }),
      async answer(request) {
        const { answer } = await ask(deps, request)
        return { status: answer.outcome === 'accepted' ? 204 : 400 }
      },
    },
  ]
}

async function ask(deps: ValidateDeps, request: DoorRequest) {
  const { address } = request.visitor
  const client = await identify(deps, request)
  const { user, serial, pass, realm, state } = readValidateRequest(await readParameters(request))
  const who = serial !== undefined ? { serial } : user !== undefined ? { user, realm } : undefined
  const answer = await deps.clientVerification.authenticate({ client, address }, { who, secret: pass, state })
  return { client, answer }
}

/** Plugins in the field send no key: then the address decides, among the clients that are registered with one. */
function identify(deps: ValidateDeps, { headers, visitor }: DoorRequest): Promise<Client> {
  const key = readAnyKey(headers)
  return key === undefined ? identifyByAddress(deps, visitor.address) : identifyByKey(deps, key, visitor.address)
}

async function readParameters({ method, query = '', headers, body }: DoorRequest): Promise<Parameters> {
  const inQuery = [...new URLSearchParams(query)]
  const agent = headers['user-agent']
  if (method === 'GET' || body.length === 0) return decodeAgain(inQuery, agent)
  if (headers['content-encoding'] !== undefined) throw new AppError('unsupported-media-type')
  switch (mediaTypeOf(headers['content-type'])) {
    case 'application/x-www-form-urlencoded':
      return decodeAgain([...inQuery, ...new URLSearchParams(decodeUtf8(body))], agent)
    case 'multipart/form-data':
      return decodeAgain([...inQuery, ...(await readMultipart(body, headers['content-type'] ?? ''))], agent)
    case 'application/json':
      return [...decodeAgain(inQuery, agent), ...readJson(body, headers)]
    default:
      throw new AppError('unsupported-media-type')
  }
}

/** PHP's cURL sends this form when it is given an array. */
async function readMultipart(body: Buffer, contentType: string): Promise<Parameters> {
  try {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData()
    return [...form].flatMap(textOnly)
  } catch {
    throw new AppError('unreadable-body')
  }
}

function readJson(body: Buffer, headers: DoorRequest['headers']): Parameters {
  const { value, hasRepeatedNames } = readJsonObject(body, headers)
  if (hasRepeatedNames) throw new AppError('invalid-request')
  return Object.entries(value).flatMap(textOnly)
}

/** A parameter that is no text is as good as missing. */
function textOnly([name, value]: [string, unknown]): Parameters {
  return typeof value === 'string' ? [[name, value]] : []
}
