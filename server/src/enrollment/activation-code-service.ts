// Activation codes: IT issues one, its user shows it as a proof, a registration spends it (and, offline, mixes it into the seed).
import { timingSafeEqual } from 'node:crypto'
import { decodeGroups, encodeGroups, splitPasted } from '@motp/shared/enrollment/digit-groups'
import { AppError } from '@motp/shared/protocol/app-error'
import { appendAudit } from '../audit/audit-store.ts'
import type { Database, Db } from '../database/database.ts'
import { queueNotice } from '../notices/notice-store.ts'
import type { Policy } from '../policies/policy.ts'
import type { PolicyService } from '../policies/policy-service.ts'
import type { Ports } from '../ports.ts'
import { activationCodeContext } from '../seal/seal-context.ts'
import type { Seal } from '../seal/seal-service.ts'
import type { Session } from '../sessions/session.ts'
import { requireAnotherUser } from '../users/user.ts'
import { type Approving, findUser, requireApproval } from '../users/user-store.ts'
import {
  type ActivationCodeRow,
  clearActivationTries,
  countActivationTry,
  eraseDueActivationCodes,
  findActivationCode,
  findOpenActivationCode,
  insertActivationCode,
  voidActivationCodes,
} from './activation-code-store.ts'

export type ActivationCodeService = ReturnType<typeof createActivationCodeService>

export type ActivationCodeDeps = { database: Database; ports: Ports; policies: Pick<PolicyService, 'current'>; seal: Seal }

/** Who issues: `admin:<id>` or `cli`, with a reason. */
type Issuer = Approving & { address: string | null; reason: string }

const activationDigits = 15
const hour = 3_600_000
const minute = 60_000

export function createActivationCodeService({ database, ports, policies, seal }: ActivationCodeDeps) {
  const { clock, random } = ports

  /** Throws `activation-code-required` when the code is spent or void by now. */
  const readDigits = async (id: string): Promise<string> => {
    const sealedDigits = (await findActivationCode(database.db, id))?.sealedDigits
    if (!sealedDigits) throw new AppError('activation-code-required')
    return new TextDecoder().decode(await seal.unseal(sealedDigits, activationCodeContext(id)))
  }

  return {
    /** The three groups are shown once, here; the mail says only that a code was issued. */
    async issue(userId: string, { actor, address, reason, approve }: Issuer): Promise<{ groups: string[]; expiresAt: number }> {
      requireAnotherUser(actor, userId)
      const policy = await policies.current()
      const at = clock.now()
      const id = random.id()
      const digits = random.digits(activationDigits)
      const expiresAt = at + policy['activationCode.validHours'] * hour
      const sealedDigits = await seal.seal(new TextEncoder().encode(digits), activationCodeContext(id))
      await database.transact(async (tx) => {
        const user = await findUser(tx, userId)
        if (!user) throw new AppError('not-found')
        await requireApproval(tx, userId, { actor, approve })
        await voidActivationCodes(tx, userId, at)
        await insertActivationCode(tx, { id, userId, sealedDigits, issuedBy: actor, createdAt: at, expiresAt })
        const data = { by: 'it', serial: null, address, reason, expiresAt } as const
        await queueNotice(tx, { id: random.id(), user, kind: 'activation-code-issued', data, at })
        await appendAudit(tx, { at, actor, action: 'activation-code.issued', userId, address, detail: { reason } })
      })
      return { groups: encodeGroups('activation', digits), expiresAt }
    },

    /** The proof `activation-code`: a typo costs nothing, the check digits show it; five wrong codes make the right one void. */
    async prove(userId: string, typed: string): Promise<boolean> {
      const groups = decodeGroups('activation', splitPasted('activation', typed))
      const code = groups.ok ? await findOpenActivationCode(database.db, userId, clock.now()) : undefined
      if (!groups.ok || !code || !(await countActivationTry(database.db, code.id))) return false
      const expected = Buffer.from(await readDigits(code.id))
      const shown = Buffer.from(groups.payload)
      if (shown.length !== expected.length || !timingSafeEqual(shown, expected)) return false
      await clearActivationTries(database.db, code.id)
      return true
    },

    /** Undefined when policy asks for none. Throws `activation-code-required` unless this session has shown the code that is open now. */
    async require(db: Db, session: Session, policy: Policy): Promise<ActivationCodeRow | undefined> {
      if (!policy['enrollment.activationCode']) return undefined
      const now = clock.now()
      const code = await findOpenActivationCode(db, session.user.id, now)
      const oldest = Math.max(code?.createdAt ?? now, now - policy['proofs.validMinutes'] * minute)
      const isShown = session.proofs.some((proof) => proof.kind === 'activation-code' && proof.at >= oldest)
      if (!code || !isShown) throw new AppError('activation-code-required')
      return code
    },

    readDigits,

    /** End of the code that is open now; null when there is none. */
    findEnd: async (userId: string): Promise<number | null> =>
      (await findOpenActivationCode(database.db, userId, clock.now()))?.expiresAt ?? null,

    /** Erases the digits of codes that nobody used in time; called now and then. */
    eraseDue: (): Promise<void> => eraseDueActivationCodes(database.db, clock.now()),
  }
}
