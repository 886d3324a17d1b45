// POST /api/v1/verify (shared/protocol/verification.ts), answered at the fast door.
import { AppError } from '@motp/shared/protocol/app-error'
import { idempotencyKeySchema, type VerificationReply, type VerificationRequest, verifyCode } from '@motp/shared/protocol/verification'
import type { Door, DoorRequest } from '../http/fast-door.ts'
import { readJsonObject } from '../http/json-body.ts'
import { type CallerDeps, identifyByKey, readBearerKey } from './caller.ts'
import type { Client } from './client.ts'
import type { ClientVerificationService } from './client-verification-service.ts'
import type { Answer, OnAnswer } from './code-check.ts'
import { hashRequest, type RepeatedRequests } from './repeated-requests.ts'

export type VerifyDeps = CallerDeps & { clientVerification: Pick<ClientVerificationService, 'verify'>; repeated: RepeatedRequests }

export function createVerifyDoor(deps: VerifyDeps): Door {
  return {
    path: verifyCode.path,
    methods: [verifyCode.method],
    async answer(request) {
      const key = readBearerKey(request.headers) ?? ''
      const { address } = request.visitor
      const client = await identifyByKey(deps, key, address)
      const asked = readRequest(request)
      const repeatKey = readRepeatKey(request)
      const verify = async (onAnswer?: OnAnswer): Promise<VerificationReply> =>
        toReply(await deps.clientVerification.verify({ client, address }, asked, onAnswer), client)
      if (repeatKey === undefined) return { status: 200, body: await verify() }
      const repeated = { clientId: client.id, key: repeatKey, requestHash: hashRequest(key, asked) }
      const body = await deps.repeated.answerOnce(repeated, (keep) => verify((tx, answer) => keep(tx, toReply(answer, client))))
      return { status: 200, body }
    },
  }
}

function toReply(answer: Answer, { maySeeReasons }: Client): VerificationReply {
  if (answer.outcome === 'accepted') return { accepted: true, serial: answer.serial }
  const { reason, retryAt } = answer
  return { accepted: false, ...(maySeeReasons ? { reason, ...(retryAt === undefined ? {} : { retryAt }) } : {}) }
}

function readRequest({ body, headers, query }: DoorRequest): VerificationRequest {
  const { value, hasRepeatedNames } = readJsonObject(body, headers)
  const parsed = verifyCode.body?.safeParse(value)
  if (!parsed?.success || hasRepeatedNames || query !== undefined) throw new AppError('invalid-request')
  return parsed.data
}

function readRepeatKey({ headers }: DoorRequest): string | undefined {
  const key = headers['idempotency-key']
  if (key === undefined || idempotencyKeySchema.safeParse(key).success) return key as string | undefined
  throw new AppError('invalid-request', { fields: ['Idempotency-Key'] })
}
