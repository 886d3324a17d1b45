// Every rule that a company may set, with its bounds, and the three presets. Pure; the values in force come from policy-store.ts.
import type { PresetName } from '@motp/shared/protocol/admin-policy'
import { z } from 'zod'

const minute = 60_000
const count = (min: number, max: number) => z.number().int().min(min).max(max)

export const policySchema = z.strictObject({
  /** OFF v1 profile of new tokens: algorithm, digits, period (DESIGN section 5). */
  'token.profile': count(0, 4),
  'token.validDays': count(1, 3650),
  /** Steps accepted each way around now + drift. */
  'verification.windowSteps': count(0, 5),
  'verification.maxDriftSteps': count(0, 10),
  /** From this many wrong codes in a row on, each one pauses the token: 30 s, doubling up to an hour. */
  'verification.pauseAfter': count(1, 100),
  /** At this many wrong codes in a row the token is locked until IT unlocks it. */
  'verification.hardLockAt': count(1, 1000),
  'enrollment.online': z.boolean(),
  'enrollment.offline': z.boolean(),
  /** Third-party apps by `otpauth://`; the seed leaves the server in a picture, hence off by default. */
  'enrollment.otpauth': z.boolean(),
  /** First registration and reset need an activation code from IT. */
  'enrollment.activationCode': z.boolean(),
  'enrollment.onlineMinutes': count(1, 30),
  'enrollment.offlineMinutes': count(1, 60),
  /** Two digits that IT chooses; the console and the phone both show them. */
  'enrollment.serverCode': z.string().regex(/^\d{2}$/),
  'enrollment.issuer': z.string().trim().min(1).max(40),
  /** Different proofs for reset, resume, resynchronise. */
  'proofs.recovery': count(1, 3),
  /** Minutes that a proof counts. */
  'proofs.validMinutes': count(1, 60),
  'activationCode.validHours': count(1, 24 * 30),
  'session.idleMinutes': count(2, 60),
  'session.absoluteMinutes': count(5, 24 * 60),
  /** Failed sign-ins of one account within the quarter hour before it is refused here, kept below the directory's own lockout. */
  'signIn.accountTries': count(1, 50),
  /** Sign-ins of all accounts from one address within the quarter hour; a whole office may share one. */
  'signIn.addressTries': count(5, 100_000),
  /** More of a directory's users gone at once than this share: suspending them wants a second confirmation. */
  'leavers.brakePercent': count(1, 100),
  /** Events of the audit trail that are older than `audit.keepDays` leave the database as sealed files. */
  'audit.sealing': z.boolean(),
  'audit.keepDays': count(30, 3650),
})

export type Policy = z.infer<typeof policySchema>

const defaults: Policy = {
  'token.profile': 0,
  'token.validDays': 365 * 3,
  'verification.windowSteps': 1,
  'verification.maxDriftSteps': 10,
  'verification.pauseAfter': 3,
  'verification.hardLockAt': 20,
  'enrollment.online': true,
  'enrollment.offline': true,
  'enrollment.otpauth': false,
  'enrollment.activationCode': false,
  'enrollment.onlineMinutes': 5,
  'enrollment.offlineMinutes': 10,
  'enrollment.serverCode': '42',
  'enrollment.issuer': 'MOTP',
  'proofs.recovery': 2,
  'proofs.validMinutes': 10,
  'activationCode.validHours': 72,
  'session.idleMinutes': 10,
  'session.absoluteMinutes': 60,
  'signIn.accountTries': 4,
  'signIn.addressTries': 600,
  'leavers.brakePercent': 10,
  'audit.sealing': true,
  'audit.keepDays': 365 * 2,
}

/** `guide` follows the operating guides to the letter; `strict` wants IT's code before a phone is registered. */
export const presets: Record<PresetName, Policy> = {
  guide: { ...defaults, 'verification.hardLockAt': 3, 'proofs.recovery': 1 },
  default: defaults,
  strict: { ...defaults, 'enrollment.activationCode': true },
}

/** Pause after the `failures`-th wrong code in a row, in ms; 0 when there is none yet. */
export function pauseAfterFailure(policy: Policy, failures: number): number {
  const beyond = failures - policy['verification.pauseAfter']
  return beyond < 0 ? 0 : Math.min(30_000 * 2 ** beyond, 60 * minute)
}
