// What IT does with a user's token, in the console and on the command line: always with a reason, which the trail and the mail carry.
// Nobody here sees a seed or registers a phone for someone else.
import { AppError } from '@motp/shared/protocol/app-error'
import type { Token } from '@motp/shared/protocol/tokens'
import type { Database, Db, Tx } from '../database/database.ts'
import type { PolicyService } from '../policies/policy-service.ts'
import type { Ports } from '../ports.ts'
import { requireAnotherUser } from '../users/user.ts'
import { type Approving, requireApproval } from '../users/user-store.ts'
import { type Changer, type TokenRow, toTokenView } from './token.ts'
import type { TokenChangeService } from './token-change-service.ts'
import { findToken, listTokensOf } from './token-store.ts'

export type AdminTokenService = ReturnType<typeof createAdminTokenService>

/** A member of IT (`admin:<id>`) or the command line (`cli`). */
export type Staff = Approving & { address: string | null; reason: string }

export type AdminTokenDeps = { database: Database; ports: Ports; policies: Pick<PolicyService, 'current'>; changes: TokenChangeService }

export function createAdminTokenService({ database, ports, policies, changes }: AdminTokenDeps) {
  const view = (token: TokenRow): Token => toTokenView(token, ports.clock.now())

  const change = async (
    tokenId: string,
    staff: Staff,
    work: (tx: Tx, token: TokenRow, changer: Changer) => Promise<TokenRow>,
  ): Promise<Token> => view(await database.transact(async (tx) => work(tx, await getToken(tx, tokenId, staff), toChanger(staff))))

  /** What could help a thief of an administrator's account: two administrators, if the user is one of IT. */
  const weaken: typeof change = (tokenId, staff, work) =>
    change(tokenId, staff, async (tx, token, changer) => {
      await requireApproval(tx, token.userId, staff)
      return work(tx, token, changer)
    })

  return {
    view,
    /** Every token of a user, revoked ones included, newest first. */
    listOf: async (userId: string): Promise<Token[]> => (await listTokensOf(database.db, userId)).map(view),

    suspend: (tokenId: string, staff: Staff) => change(tokenId, staff, changes.suspend),
    resume: (tokenId: string, staff: Staff) => weaken(tokenId, staff, changes.resume),
    unlock: (tokenId: string, staff: Staff) => weaken(tokenId, staff, changes.unlock),
    /** Moves the last day; never beyond the one that a new registration would get today. */
    async extend(tokenId: string, days: number, staff: Staff): Promise<Token> {
      if (days > (await policies.current())['token.validDays']) throw new AppError('invalid-request', { fields: ['days'] })
      const expiresAt = ports.clock.now() + days * day
      return weaken(tokenId, staff, (tx, token, changer) => changes.extend(tx, token, changer, expiresAt))
    },
    /** Answers the user's new empty slot. */
    reset: (tokenId: string, staff: Staff) => weaken(tokenId, staff, changes.reset),

    async resync(tokenId: string, codes: readonly [string, string], staff: Staff): Promise<{ token: Token; offsetSeconds: number }> {
      const token = await getToken(database.db, tokenId, staff)
      const { offsetSeconds } = await changes.resync(token, codes, toChanger(staff))
      return { token: view(await getToken(database.db, tokenId, staff)), offsetSeconds }
    },
  }
}

const day = 86_400_000

async function getToken(db: Db, tokenId: string, { actor }: Staff): Promise<TokenRow> {
  const token = await findToken(db, tokenId)
  if (!token) throw new AppError('not-found')
  requireAnotherUser(actor, token.userId)
  return token
}

function toChanger({ actor, address, reason }: Staff): Changer {
  return { by: 'it', actor, address, reason }
}
