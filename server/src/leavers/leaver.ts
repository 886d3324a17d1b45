// What a roll call says of known users, and when what it says is too much to be true. Pure.
import type { LeaverCheck, LeaverKind } from '@motp/shared/protocol/admin-leavers'
import type { LeaverChecksTable } from '../database/directory-schema.ts'
import type { SeenUser } from '../directories/directory.ts'

/** Undefined for who is there and may work. `seen`: undefined when a whole answer does not name the user. */
export function judgePresence(seen: Pick<SeenUser, 'isDisabled'> | undefined): LeaverKind | undefined {
  if (!seen) return 'gone'
  return seen.isDisabled ? 'disabled' : undefined
}

/** More people do not leave at once than this share: then rather the directory, or what its service account may see, has changed. */
export function isBraked({ goneUsable, users }: Pick<LeaverChecksTable, 'goneUsable' | 'users'>, brakePercent: number): boolean {
  return goneUsable * 100 > users * brakePercent
}

/** `now`: a running check whose time is over has been cut short, and the next one is due. */
export function toCheckView(
  directory: string,
  check: LeaverChecksTable | undefined,
  { now, brakePercent }: { now: number; brakePercent: number },
): LeaverCheck {
  if (!check) return { directory, state: 'never', startedAt: null, asked: 0, total: 0, fault: null, found: null, isBraked: false }
  const { startedAt, asked, total, foundAt, users, gone, disabled } = check
  const isCutShort = check.state === 'running' && check.leaseUntil <= now
  return {
    directory,
    state: isCutShort ? 'failed' : check.state,
    startedAt,
    asked,
    total,
    fault: isCutShort ? 'interrupted' : check.fault,
    found: foundAt === null ? null : { at: foundAt, users, gone, disabled },
    isBraked: isBraked(check, brakePercent),
  }
}

/** Where a page of the list ended: latest first, then by id. */
export type LeaverCursor = { since: number; userId: string }

export function writeLeaverCursor({ since, userId }: LeaverCursor): string {
  return `${since} ${userId}`
}

/** Undefined for what is no cursor: the list then begins at its beginning. */
export function readLeaverCursor(text: string | undefined): LeaverCursor | undefined {
  const [, since, userId] = /^(\d{1,15}) (\S+)$/.exec(text ?? '') ?? []
  return since === undefined || userId === undefined ? undefined : { since: Number(since), userId }
}
