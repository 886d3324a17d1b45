// Two rounds: the password first, then the code together with a state that says who has shown the password to which client.
import { appendAudit } from '../audit/audit-store.ts'
import type { Database } from '../database/database.ts'
import type { Ports } from '../ports.ts'
import { findChallenge, insertChallenge, useChallenge } from './challenge-store.ts'
import { type Answer, type Asker, type CodeCheck, mismatch } from './code-check.ts'
import type { OwnerFinder, Who } from './owner-finder.ts'
import type { Owner } from './owner-store.ts'
import type { PasswordCheck, PasswordTry } from './password-check.ts'

/** `challenge`: the client comes back with `state` and the code. */
export type OpenAnswer = Answer | { outcome: 'challenge'; state: string }

type Deps = {
  database: Database
  ports: Pick<Ports, 'clock' | 'random'>
  owners: OwnerFinder
  checkCode: CodeCheck
  checkPassword: PasswordCheck
}

const challengeMs = 2 * 60_000

export function createChallengeService({ database, ports, owners, checkCode, checkPassword }: Deps) {
  const open = async ({ client }: Asker, owner: Owner | undefined): Promise<OpenAnswer> => {
    const state = Buffer.from(ports.random.bytes(24)).toString('base64url')
    const challenge = { clientId: client.id, userId: owner?.id ?? null, expiresAt: ports.clock.now() + challengeMs }
    await database.transact((tx) => insertChallenge(tx, state, challenge))
    return { outcome: 'challenge', state }
  }

  return {
    /** For clients that take the code alone: anybody may be asked for it, users who do not exist too. */
    open,

    /** A user without a phone cannot go on to the second round, and is not told that the password was right. */
    async openWithPassword(asker: Asker, tried: PasswordTry): Promise<OpenAnswer> {
      const { owner } = tried
      const { isRight, retryAt } = await checkPassword(tried)
      if (isRight && owner?.isRegistered) return open(asker, owner)
      await database.transact((tx) =>
        appendAudit(tx, {
          at: ports.clock.now(),
          actor: `client:${asker.client.id}`,
          action: 'verification.refused',
          userId: owner?.id ?? null,
          address: asker.address,
          detail: { purpose: 'challenge', verdict: 'mismatch' },
        }),
      )
      return retryAt === undefined ? mismatch : { outcome: 'refused', reason: 'locked', retryAt }
    },

    /** The state is used up by the code that is accepted; until then a mistyped one may be typed again, counted like any other. */
    async answer(asker: Asker, { who, state, code }: { who: Who | undefined; state: string; code: string }): Promise<Answer> {
      const at = ports.clock.now()
      const challenge = await findChallenge(database.db, state, { clientId: asker.client.id, now: at })
      const challenged = challenge?.userId ? await owners.findByUser(challenge.userId) : undefined
      const isMeant = who === undefined || (await owners.find(who))?.id === challenged?.id
      try {
        return await checkCode(asker, {
          owner: isMeant ? challenged : undefined,
          code,
          purpose: 'challenge',
          onAnswer: async (tx, { outcome }) => {
            if (outcome === 'accepted' && !(await useChallenge(tx, state, at))) throw new ChallengeUsed()
          },
        })
      } catch (error) {
        if (error instanceof ChallengeUsed) return mismatch
        throw error
      }
    },
  }
}

class ChallengeUsed extends Error {}
