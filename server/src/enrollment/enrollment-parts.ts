// Puts the services of registration together, in the order of their needs, for the composition root and for tests.
import type { Database } from '../database/database.ts'
import type { PolicyService } from '../policies/policy-service.ts'
import type { Ports } from '../ports.ts'
import type { Seal } from '../seal/seal-service.ts'
import { createActivationCodeService } from './activation-code-service.ts'
import { type ConfirmationDeps, createConfirmationService } from './confirmation-service.ts'
import { createDecoy } from './decoy.ts'
import { createEnrollmentService } from './enrollment-service.ts'
import { createEnrollmentStartService } from './enrollment-start-service.ts'
import { createLimiter } from './limiter.ts'
import { createOfflinePreparation } from './offline-enrollment.ts'
import { createOfflineEnrollmentService } from './offline-enrollment-service.ts'
import { createOnlinePreparation } from './online-enrollment.ts'
import { createOtpauthPreparation } from './otpauth-enrollment.ts'
import { createProvisioningService } from './provisioning-service.ts'

export type EnrollmentPartsDeps = {
  database: Database
  ports: Ports
  policies: Pick<PolicyService, 'current'>
  seal: Seal
  /** The server's long-term public key, 65 bytes. */
  identityKey: Uint8Array
  /** Where phones reach this server, without a path: `https://otp.example.com`. */
  publicOrigin: string
  /** A serial that no token has or had. */
  createSerial(): Promise<string>
  /** The codes of a seed, as verification computes them. */
  createCodeAt: ConfirmationDeps['createCodeAt']
}

// PBKDF2 runs on the platform's thread pool, four threads wide: one of them is left to the syncs that codes wait for (database/wal-sync.ts).
const kdfLimits = { atOnce: 3, waiting: 32 }

export async function createEnrollmentParts(deps: EnrollmentPartsDeps) {
  const { ports, seal, createSerial, publicOrigin } = deps
  const { random } = ports
  const prepare = {
    online: createOnlinePreparation({ random, seal, createSerial, publicOrigin }),
    offline: createOfflinePreparation({ random, seal }),
    otpauth: createOtpauthPreparation({ random, seal, createSerial }),
  }
  const activationCodes = createActivationCodeService(deps)
  const enrollments = createEnrollmentService(deps)
  return {
    activationCodes,
    enrollments,
    enrollmentStart: createEnrollmentStartService({ ...deps, enrollments, prepare, requireActivationCode: activationCodes.require }),
    offline: createOfflineEnrollmentService({ ...deps, enrollments, activationCodes, limiter: createLimiter(kdfLimits) }),
    confirmation: createConfirmationService({ ...deps, enrollments }),
    provisioning: createProvisioningService({ ...deps, decoy: await createDecoy({ seal, random }) }),
  }
}
