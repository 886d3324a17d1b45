// Compatibility registration for third-party apps, off by default: the seed leaves the server in a picture (DESIGN section 4).
import { seedLength } from '@motp/shared/otp/otp-parameters'
import { formatOtpauthUri } from '@motp/shared/otp/otpauth-uri'
import type { Random } from '../ports.ts'
import { enrollmentContext } from '../seal/seal-context.ts'
import type { Seal } from '../seal/seal-service.ts'
import type { Prepare } from './plan.ts'

type Deps = { random: Random; seal: Seal; createSerial(): Promise<string> }

export function createOtpauthPreparation({ random, seal, createSerial }: Deps): Prepare {
  return async ({ id, user, parameters, policy }) => {
    const seed = random.bytes(seedLength(parameters.algorithm))
    const uri = formatOtpauthUri({ issuer: policy['enrollment.issuer'], account: user.account, seed, parameters })
    const sealedSeed = await seal.seal(seed, enrollmentContext(id, 'seed'))
    seed.fill(0)
    return {
      // No message comes from such an app: the seed is shared as soon as the QR is shown.
      row: { state: 'keyed', ticketId: null, sealedSecret: null, sealedSeed, serial: await createSerial() },
      reply: { mode: 'otpauth', uri },
    }
  }
}
