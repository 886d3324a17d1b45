// Builders for tests: a test says only what it is about, the rest has a sensible value.
import { randomBytes } from 'node:crypto'
import type { Database } from '@motp/server/database/database'
import type { TokensTable } from '@motp/server/database/schema'
import { type Ports, systemRandom } from '@motp/server/ports'
import { tokenSeedContext } from '@motp/server/seal/seal-context'
import type { Seal } from '@motp/server/seal/seal-service'
import type { Caller, Session } from '@motp/server/sessions/session'
import type { TokenRow } from '@motp/server/tokens/token'
import { ensureSlot } from '@motp/server/tokens/token-store'
import type { User } from '@motp/server/users/user'
import { saveUser } from '@motp/server/users/user-store'
import { readParameters } from '@motp/server/verification/verification'
import { timeStep } from '@motp/shared/otp/time-step'
import { generateCode } from '@motp/shared/otp/totp'
import type { ProofKind, Role } from '@motp/shared/protocol/session'

export type MadeToken = {
  id: string
  user: User
  serial: string
  seed: Uint8Array
  /** The code at `now` of the clock, or as many steps away. */
  code(stepsAway?: number): string
  read(): Promise<TokenRow>
}

export function createMake({ database, seal, ports }: { database: Database; seal: Seal; ports: Pick<Ports, 'clock'> }) {
  const { clock } = ports
  const random = systemRandom

  const user = (fields: Partial<User> & { roles?: readonly Role[] } = {}): Promise<User> => {
    const account = fields.account ?? `TW${random.digits(8)}`
    const identity = {
      directory: fields.directory ?? 'Oracle',
      directoryId: fields.directoryId ?? random.id(),
      account,
      displayName: fields.displayName ?? `Tester ${account}`,
      roles: fields.roles,
      mail: fields.mail === undefined ? `${account.toLowerCase()}@example.com` : fields.mail,
    }
    return saveUser(database.db, identity, { id: fields.id ?? random.id(), language: fields.language ?? 'en', at: clock.now() })
  }

  const slot = async (owner?: User): Promise<{ user: User; token: TokenRow }> => {
    const whose = owner ?? (await user())
    return { user: whose, token: await database.transact((tx) => ensureSlot(tx, whose.id, { random, now: clock.now() })) }
  }

  /** A console session of `user` that has shown `proofs` just now. */
  const caller = (owner: User, proofs: readonly ProofKind[] = ['password'], fields: Partial<Session> = {}): Caller => {
    const now = clock.now()
    const times = { createdAt: now, lastSeenAt: now, expiresAt: now + 3_600_000 }
    const shown = proofs.map((kind) => ({ kind, at: now }))
    const seen = { language: 'en', address: '192.0.2.7', agent: 'Test' } as const
    const session: Session = { id: random.id(), user: owner, roles: ['user'], proofs: shown, ...seen, ...times, ...fields }
    return { session, address: seen.address, language: 'en' }
  }

  const activeToken = async ({ user: owner, ...fields }: Partial<TokensTable> & { user?: User } = {}): Promise<MadeToken> => {
    const made = await slot(owner)
    const { id } = made.token
    const row = { ...made.token, serial: random.hex(15), ...fields }
    const parameters = readParameters(row)
    const seed = new Uint8Array(randomBytes(20))
    const sealedSeed = await seal.seal(seed, tokenSeedContext({ tokenId: id, userId: made.user.id, parameters }))
    const registered = { state: 'active', mode: 'online', assurance: 'bound', device: 'iPhone · Safari', enrolledAt: clock.now() } as const
    await database.db
      .updateTable('tokens')
      .set({ ...registered, sealedSeed, serial: row.serial, ...fields })
      .where('id', '=', id)
      .execute()
    return {
      id,
      user: made.user,
      serial: row.serial,
      seed,
      code: (stepsAway = 0) => generateCode(seed, parameters, timeStep(clock.now(), parameters.periodSeconds) + stepsAway),
      read: () => database.db.selectFrom('tokens').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    }
  }

  return { user, slot, caller, activeToken }
}
