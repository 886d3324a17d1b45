// What the three ways of registering have in common before they differ: the plan of a registration, and what a mode makes of it.
import type { OtpParameters } from '@motp/shared/otp/otp-parameters'
import type { StartedEnrollment } from '@motp/shared/protocol/enrollments'
import type { Policy } from '../policies/policy.ts'
import type { User } from '../users/user.ts'
import type { NewEnrollment } from './enrollment-store.ts'

export type Plan = {
  id: string
  user: User
  /** Of the empty slot; a mode may give the token its final one already. */
  slotSerial: string
  parameters: OtpParameters
  policy: Policy
  now: number
  expiresAt: number
}

/** What a mode adds to the row, and what the console shows. `reply` lacks what is the same for all. */
export type Prepared = {
  row: Pick<NewEnrollment, 'ticketId' | 'sealedSecret' | 'sealedSeed' | 'serial' | 'state'>
  reply: Shown<StartedEnrollment>
}

type Shown<T> = T extends StartedEnrollment ? Omit<T, 'id' | 'serial' | 'expiresAt' | 'now'> : never

/** Outside any transaction: makes keys and digits, seals them. */
export type Prepare = (plan: Plan) => Promise<Prepared>
