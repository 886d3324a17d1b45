// What the server asks of a directory (LDAP, Active Directory), and the answers. An unreachable directory is an answer, never a throw.
import type { CheckFault } from '@motp/shared/protocol/admin-leavers'
import type { ErrorCode } from '@motp/shared/protocol/error-code'
import type { Role } from '@motp/shared/protocol/session'

export type DirectoryUser = {
  directory: string
  /** entryUUID or objectGUID as lower-case uuid text: it survives renames and is never given to another person. */
  directoryId: string
  /** As the directory spells it, whatever spelling was typed. */
  account: string
  displayName: string
  mail: string | null
  /** Always includes `user`. */
  roles: Role[]
  /** Readable names of the groups in which the entry says that the user is. */
  groups: string[]
}

/** A user as a roll call sees one: without roles, each of which would be a question of its own. */
export type SeenUser = Omit<DirectoryUser, 'directory' | 'roles'> & { isDisabled: boolean }
export type RollCallFault = Exclude<CheckFault, 'too-many' | 'interrupted'>
/** `answered`: whoever is not in `seen`, by id, is not in the directory. An answer that may lack somebody is none. */
export type RollCall = { outcome: 'answered'; seen: ReadonlyMap<string, SeenUser> } | { outcome: 'unavailable'; fault: RollCallFault }

/** The password was right, or the directory would not say; the account may not sign in. */
export type BlockedReason = Extract<
  ErrorCode,
  'account-disabled' | 'account-locked' | 'account-expired' | 'password-expired' | 'password-must-change'
>

export type PasswordAnswer =
  | { outcome: 'accepted'; user: DirectoryUser }
  | { outcome: 'refused' }
  | { outcome: 'no-such-user' }
  | { outcome: 'blocked'; reason: BlockedReason }
  | { outcome: 'unavailable' }

export type LookupAnswer =
  | { outcome: 'found'; user: DirectoryUser; isDisabled: boolean }
  | { outcome: 'no-such-user' }
  /** Two users go by this account; neither may sign in by it. */
  | { outcome: 'ambiguous' }
  | { outcome: 'unavailable' }

/** `unknown` until the first answer. */
export type DirectoryHealth = 'up' | 'down' | 'unknown'

/** Below the limits that servers set by themselves: 500 entries (OpenLDAP), 1000 (Active Directory). */
export const rollCallSize = 200

export type Directory = {
  readonly name: string
  /** `account` in any spelling that the directory is configured for. Answers within 8 s, whatever the server does (DESIGN rule 10). */
  checkPassword(account: string, password: string): Promise<PasswordAnswer>
  findByAccount(account: string): Promise<LookupAnswer>
  findById(directoryId: string): Promise<LookupAnswer>
  /** Asks for some hundred users at once, at most `rollCallSize`. */
  callRoll(directoryIds: readonly string[]): Promise<RollCall>
  health(): DirectoryHealth
}
