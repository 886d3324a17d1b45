// Users and their current tokens, counted by directory: what is kept of a counting, and what the overview makes of it. Pure.
import type { TokenCounts } from '@motp/shared/protocol/admin-overview'
import { idleDays } from '@motp/shared/protocol/admin-reports'
import { z } from 'zod'

const count = z.number().int()

const directoryCountSchema = z.object({
  directory: z.string(),
  users: count,
  states: z.object({ initial: count, enrolling: count, active: count, suspended: count, expired: count }),
  /** Of tokens that have a phone. */
  modes: z.object({ online: count, offline: count, otpauth: count }),
  locked: count,
  expiring: count,
  /** Active and not used for at least so many days, by `idleDays`. */
  idle: z.array(count).length(idleDays.length),
})
export type DirectoryCount = z.infer<typeof directoryCountSchema>

/** `at`: when the counting began. */
export const userCountsSchema = z.object({ at: count, directories: z.array(directoryCountSchema) })
export type UserCounts = z.infer<typeof userCountsSchema>

const unusedDays = 90

export function countNone(directory: string): DirectoryCount {
  return {
    ...{ directory, users: 0, locked: 0, expiring: 0, idle: idleDays.map(() => 0) },
    states: { initial: 0, enrolling: 0, active: 0, suspended: 0, expired: 0 },
    modes: { online: 0, offline: 0, otpauth: 0 },
  }
}

/** Users whose current token has a phone, whatever its state. */
export function countRegistered({ states }: Pick<DirectoryCount, 'states'>): number {
  return states.active + states.suspended + states.expired
}

/** Of all directories together. */
export function toTokenCounts({ at, directories }: UserCounts): TokenCounts {
  const sum = (read: (one: DirectoryCount) => number) => directories.reduce((total, one) => total + read(one), 0)
  return {
    ...{ at, users: sum(({ users }) => users), enrolled: sum(countRegistered) },
    states: {
      initial: sum(({ states }) => states.initial),
      enrolling: sum(({ states }) => states.enrolling),
      active: sum(({ states }) => states.active),
      suspended: sum(({ states }) => states.suspended),
      expired: sum(({ states }) => states.expired),
    },
    modes: {
      online: sum(({ modes }) => modes.online),
      offline: sum(({ modes }) => modes.offline),
      otpauth: sum(({ modes }) => modes.otpauth),
    },
    locked: sum(({ locked }) => locked),
    expiring: sum(({ expiring }) => expiring),
    unused: sum(({ idle }) => idle[idleDays.indexOf(unusedDays)] ?? 0),
  }
}
