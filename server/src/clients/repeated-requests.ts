// A request that is sent again gets the answer that it got before, whether that answer arrived or not, on whichever node.
import { createHmac } from 'node:crypto'
import { AppError } from '@motp/shared/protocol/app-error'
import type { VerificationReply } from '@motp/shared/protocol/verification'
import type { Database, Tx } from '../database/database.ts'
import type { Ports } from '../ports.ts'
import { findReply, keepReply } from './repeated-request-store.ts'

/** Called in the transaction of the verdict. */
export type Keep = (tx: Tx, reply: VerificationReply) => Promise<void>

export type RepeatedRequest = { clientId: string; key: string; requestHash: string }

export type RepeatedRequests = {
  /** Throws `idempotency-conflict` when the key was used for another request. */
  answerOnce(request: RepeatedRequest, answer: (keep: Keep) => Promise<VerificationReply>): Promise<VerificationReply>
}

const keptForMs = 10 * 60_000

/** Keyed with the client's own key, which is stored nowhere: the request holds a code or a password, too short to be hashed plainly. */
export function hashRequest(clientKey: string, request: unknown): string {
  return createHmac('sha256', clientKey).update(JSON.stringify(request)).digest('base64url')
}

/** Another node, or an earlier moment, has answered this very request: the verdict in progress is undone. */
class AlreadyAnswered extends Error {}

export function createRepeatedRequests({ database, ports }: { database: Database; ports: Pick<Ports, 'clock'> }): RepeatedRequests {
  const underWay = new Map<string, { requestHash: string; reply: Promise<VerificationReply> }>()

  const find = async ({ clientId, key, requestHash }: RepeatedRequest): Promise<VerificationReply | undefined> => {
    const kept = await findReply(database.db, { clientId, key }, ports.clock.now())
    if (kept && kept.requestHash !== requestHash) throw new AppError('idempotency-conflict')
    return kept && (JSON.parse(kept.reply) as VerificationReply)
  }

  const answerAnew = async (request: RepeatedRequest, answer: (keep: Keep) => Promise<VerificationReply>): Promise<VerificationReply> => {
    const kept = await find(request)
    if (kept) return kept
    const keep: Keep = async (tx, reply) => {
      const now = ports.clock.now()
      const row = { ...request, reply: JSON.stringify(reply), expiresAt: now + keptForMs }
      if (!(await keepReply(tx, row, now))) throw new AlreadyAnswered()
    }
    try {
      return await answer(keep)
    } catch (error) {
      const first = error instanceof AlreadyAnswered ? await find(request) : undefined
      if (!first) throw error
      return first
    }
  }

  return {
    async answerOnce(request, answer) {
      const name = `${request.clientId} ${request.key}`
      const running = underWay.get(name)
      if (running && running.requestHash !== request.requestHash) throw new AppError('idempotency-conflict')
      if (running) return running.reply
      const reply = answerAnew(request, answer).finally(() => underWay.delete(name))
      underWay.set(name, { requestHash: request.requestHash, reply })
      return reply
    },
  }
}
