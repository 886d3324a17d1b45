// The one way from a code to an answer for a relying system. A user without a phone is judged like one who does not exist.
import type { Tx } from '../database/database.ts'
import type { RefusalReason, Verdict } from '../verification/verification.ts'
import type { VerificationService } from '../verification/verification-service.ts'
import type { Client } from './client.ts'
import type { Holder } from './holder-store.ts'

export type Asker = { client: Pick<Client, 'id' | 'modes'>; address: string }

export type Answer =
  | { outcome: 'accepted'; serial: string; digits: number }
  | { outcome: 'refused'; reason: RefusalReason; retryAt?: number | null }

export const mismatch: Answer = { outcome: 'refused', reason: 'mismatch' }

/** Runs in the transaction of the verdict. When it throws, the attempt never was. */
export type OnAnswer = (tx: Tx, answer: Answer) => Promise<void>

export type CodeTry = {
  owner: Holder | undefined
  code: string
  purpose: 'code' | 'password+code' | 'challenge'
  isOtherwiseWrong?: boolean
  onAnswer?: OnAnswer | undefined
}

export type CodeCheck = (asker: Pick<Asker, 'address'> & { client: Pick<Client, 'id'> }, tried: CodeTry) => Promise<Answer>

export function createCodeCheck(verification: Pick<VerificationService, 'attempt'>): CodeCheck {
  return async ({ client, address }, { owner, code, purpose, isOtherwiseWrong = false, onAnswer }) =>
    toAnswer(
      owner,
      await verification.attempt({
        tokenId: owner?.isRegistered ? owner.token.id : null,
        read: owner?.isRegistered ? owner.token : null,
        codes: [code],
        search: 'window',
        context: { actor: `client:${client.id}`, address, purpose },
        isOtherwiseWrong,
        ...(onAnswer ? { onVerdict: (tx: Tx, verdict: Verdict) => onAnswer(tx, toAnswer(owner, verdict)) } : {}),
      }),
    )
}

export function toAnswer(owner: Holder | undefined, verdict: Verdict): Answer {
  if (verdict.accepted) return owner ? { outcome: 'accepted', serial: owner.token.serial, digits: owner.token.digits } : mismatch
  const { reason, retryAt } = verdict
  return { outcome: 'refused', reason, ...(retryAt === undefined ? {} : { retryAt }) }
}
