// A person from a directory, as this server knows them.
import { AppError } from '@motp/shared/protocol/app-error'
import type { Language } from '@motp/shared/protocol/language'
import type { Role } from '@motp/shared/protocol/session'

export type User = {
  id: string
  directory: string
  directoryId: string
  account: string
  displayName: string
  mail: string | null
  language: Language
}

/** IT's way leads around the proofs that users owe for their own account, so nobody goes it for themselves. */
export function requireAnotherUser(actor: string, userId: string): void {
  if (actor === `admin:${userId}`) throw new AppError('own-account')
}

/** Whoever can reset others is worth more to a thief: what could hand such an account over takes two administrators. */
export function isMemberOfIt(roles: readonly Role[]): boolean {
  return roles.some((role) => role !== 'user')
}

/** The user in a row of `users`, or of a join that has its columns. */
export function toUser({ id, directory, directoryId, account, displayName, mail, language }: User): User {
  return { id, directory, directoryId, account, displayName, mail, language }
}

/** `tommy@example.com` -> `t***@example.com`: enough to recognise one's own address, too little to learn it. */
export function maskMail(mail: string): string {
  const at = mail.lastIndexOf('@')
  return at < 1 ? '***' : `${mail.slice(0, 1)}***${mail.slice(at)}`
}
