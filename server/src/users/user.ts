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

/** `tommy@example.com` -> `t***@example.com`: enough to recognise one's own address, too little to learn it. */
export function maskMail(mail: string): string {
  const at = mail.lastIndexOf('@')
  return at < 1 ? '***' : `${mail.slice(0, 1)}***${mail.slice(at)}`
}
