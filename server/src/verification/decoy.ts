// A token that does not exist, for names that nobody goes by: judged like a real one, always refused, never saved. Without it the time of
// an answer would tell who has a token.
import { otpProfiles, seedLength } from '@motp/shared/otp/otp-parameters'
import type { Policy } from '../policies/policy.ts'
import type { Ports } from '../ports.ts'
import { tokenSeedContext } from '../seal/seal-context.ts'
import type { Seal } from '../seal/seal-service.ts'
import type { TokenRow } from './token-row.ts'

export type Decoys = {
  /** With the parameters of the tokens that policy gives out now. */
  get(policy: Policy): Promise<TokenRow>
}

/** No token has this id: a write about it finds no row. */
export const decoyId = 'decoy'

export function isDecoy({ id }: { id: string }): boolean {
  return id === decoyId
}

export function createDecoys({ seal, ports }: { seal: Pick<Seal, 'seal'>; ports: Pick<Ports, 'random'> }): Decoys {
  const made = new Map<number, Promise<TokenRow>>()

  const make = async (profile: number): Promise<TokenRow> => {
    const parameters = otpProfiles[profile] ?? otpProfiles[0]
    const seed = ports.random.bytes(seedLength(parameters.algorithm))
    const sealedSeed = await seal.seal(seed, tokenSeedContext({ tokenId: decoyId, userId: decoyId, parameters }))
    return { ...blank, ...parameters, sealedSeed, serial: ports.random.hex(15) }
  }

  return {
    get(policy) {
      const profile = policy['token.profile']
      const decoy = made.get(profile) ?? make(profile)
      made.set(profile, decoy)
      // One that could not be sealed is tried again.
      decoy.catch(() => made.delete(profile))
      return decoy
    },
  }
}

const blank = {
  id: decoyId,
  userId: decoyId,
  state: 'active',
  drift: 0,
  lastStep: 0,
  failures: 0,
  lockedUntil: null,
  isHardLocked: 0,
  expiresAt: null,
  lastUsedAt: null,
  foldedSequence: 0,
} as const satisfies Partial<TokenRow>
