// Offline registration (OFF v1, DESIGN section 5), first half: the challenge that the console shows as five groups of digits.
import { encodeGroups } from '@motp/shared/enrollment/digit-groups'
import { createChallenge } from '@motp/shared/enrollment/offline-enrollment'
import { findOtpProfile } from '@motp/shared/otp/otp-parameters'
import type { Random } from '../ports.ts'
import { enrollmentContext } from '../seal/seal-context.ts'
import type { Seal } from '../seal/seal-service.ts'
import type { Prepare } from './plan.ts'

export function createOfflinePreparation({ random, seal }: { random: Random; seal: Seal }): Prepare {
  return async ({ id, slotSerial, parameters, policy, now }) => {
    const profile = findOtpProfile(parameters) ?? 0
    const serverCode = policy['enrollment.serverCode']
    const challenge = createChallenge({ profile, withPin: false, serverCode, nowMs: now, randomDigits: random.digits })
    const sealedSecret = await seal.seal(new TextEncoder().encode(challenge), enrollmentContext(id, 'secret'))
    return {
      // The serial comes out of the derivation, on both sides; until then the slot's stands in.
      row: { state: 'waiting', ticketId: null, sealedSecret, sealedSeed: null, serial: slotSerial },
      reply: {
        mode: 'offline',
        groups: encodeGroups('challenge', challenge),
        withActivationCode: policy['enrollment.activationCode'],
      },
    }
  }
}
