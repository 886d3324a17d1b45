// A person from a directory, as this server knows them.
import type { Language } from '@motp/shared/protocol/language'

export type User = {
  id: string
  directory: string
  directoryId: string
  account: string
  displayName: string
  mail: string | null
  language: Language
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
