// Offline registration (OFF v1, DESIGN section 5), second half: the phone's answer to the challenge, typed at the console.
import { decodeGroups } from '@motp/shared/enrollment/digit-groups'
import { deriveOffline, readResponse } from '@motp/shared/enrollment/offline-enrollment'
import { AppError } from '@motp/shared/protocol/app-error'
import type { Reply } from '@motp/shared/protocol/endpoint'
import type { answerEnrollment } from '@motp/shared/protocol/enrollments'
import { appendAudit } from '../audit/audit-store.ts'
import type { Database } from '../database/database.ts'
import type { Ports } from '../ports.ts'
import { enrollmentContext } from '../seal/seal-context.ts'
import type { Seal } from '../seal/seal-service.ts'
import type { Caller } from '../sessions/session.ts'
import { isSerialTaken } from '../tokens/token-store.ts'
import type { ActivationCodeService } from './activation-code-service.ts'
import { answersPerChallenge, type EnrollmentRow, keyedExpiry, requireState, stateAt } from './enrollment.ts'
import type { EnrollmentService } from './enrollment-service.ts'
import { countAnswer, findEnrollment, stepEnrollment } from './enrollment-store.ts'
import type { Limiter } from './limiter.ts'

export type OfflineEnrollmentService = ReturnType<typeof createOfflineEnrollmentService>

export type OfflineEnrollmentDeps = {
  database: Database
  ports: Ports
  seal: Seal
  enrollments: Pick<EnrollmentService, 'getOwn' | 'close'>
  activationCodes: Pick<ActivationCodeService, 'readDigits'>
  limiter: Limiter
}

type Answer = Reply<typeof answerEnrollment>

export function createOfflineEnrollmentService(deps: OfflineEnrollmentDeps) {
  return {
    /** A typo is caught by its check digit and costs nothing. A right answer may come twice: a double click has the same reply. */
    async answer(enrollmentId: string, groups: readonly string[], caller: Caller): Promise<Answer> {
      const row = await deps.enrollments.getOwn(enrollmentId, caller)
      if (row.mode !== 'offline') throw new AppError('enrollment-closed')
      if (stateAt(row, deps.ports.clock.now()) !== 'keyed') requireState(row, 'waiting', deps.ports.clock.now())
      const decoded = decodeGroups('response', groups)
      if (!decoded.ok) return { outcome: 'bad-groups', badGroups: decoded.badGroups }
      return deps.limiter(() => judgeAnswer(deps, { enrollmentId, response: decoded.payload, caller }))
    },
  }
}

type Attempt = { enrollmentId: string; response: string; caller: Caller }

async function judgeAnswer(deps: OfflineEnrollmentDeps, { enrollmentId, response, caller }: Attempt): Promise<Answer> {
  // Counted before it is looked at, so that answers sent in parallel cannot outrun the limit.
  const row = await countAnswer(deps.database.db, enrollmentId)
  if (!row) throw new AppError('enrollment-closed')
  const { responseRandom, echo } = readResponse(response)
  const challenge = await readChallengeOf(deps.seal, row)
  const activation = row.activationCodeId === null ? undefined : await deps.activationCodes.readDigits(row.activationCodeId)
  const derived = await deriveOffline({ challenge, responseRandom, activation })
  const isRight = derived.echo === echo && !(await isSerialTaken(deps.database.db, derived.serial))
  if (!isRight) return refuseAnswer(deps, row, caller)
  const sealedSeed = await deps.seal.seal(derived.seed, enrollmentContext(row.id, 'seed'))
  derived.seed.fill(0)
  return markKeyed(deps, { row, serial: derived.serial, sealedSeed, caller })
}

async function refuseAnswer(deps: OfflineEnrollmentDeps, row: EnrollmentRow, caller: Caller): Promise<Answer> {
  const answersLeft = answersPerChallenge - row.answers
  if (row.state !== 'waiting') throw new AppError('enrollment-closed')
  const { address, session } = caller
  await deps.database.transact(async (tx) => {
    if (answersLeft === 0) await deps.enrollments.close(tx, [row], 'cancelled')
    const { userId, tokenId } = row
    const entry = { at: deps.ports.clock.now(), actor: `user:${session.user.id}`, userId, tokenId, address }
    await appendAudit(tx, { ...entry, action: 'enrollment.refused', detail: { answersLeft } })
  })
  return { outcome: 'echo-mismatch', answersLeft }
}

type Keyed = { row: EnrollmentRow; serial: string; sealedSeed: string; caller: Caller }

async function markKeyed({ database, ports }: OfflineEnrollmentDeps, { row, serial, sealedSeed, caller }: Keyed): Promise<Answer> {
  const now = ports.clock.now()
  const changes = { state: 'keyed', serial, sealedSeed, expiresAt: keyedExpiry(row, now) } as const
  return database.transact(async (tx) => {
    if (await stepEnrollment(tx, row.id, { from: 'waiting', now, changes })) {
      const { userId, tokenId } = row
      const entry = { at: now, actor: `user:${caller.session.user.id}`, userId, tokenId, address: caller.address }
      await appendAudit(tx, { ...entry, action: 'enrollment.keyed', detail: { serial } })
      return { outcome: 'keyed', serial }
    }
    const current = await findEnrollment(tx, row.id)
    // The same answer was here before: the same derivation has the same serial.
    if (current?.state === 'keyed' && current.serial === serial) return { outcome: 'keyed', serial }
    throw new AppError('enrollment-closed')
  })
}

async function readChallengeOf(seal: Seal, { id, sealedSecret }: EnrollmentRow): Promise<string> {
  return new TextDecoder().decode(await seal.unseal(sealedSecret ?? '', enrollmentContext(id, 'secret')))
}
