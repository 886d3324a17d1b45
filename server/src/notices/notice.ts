// What a notice is: the mail that tells a user of a change to the token, by whoever and by every path (DESIGN rule 7).
import { approvalActionSchema } from '@motp/shared/protocol/admin-approvals'
import { type ApprovalKind, approvalKinds, type ChangeKind, type CodeKind, changeKinds, codeKinds } from '@motp/shared/protocol/notice-kind'
import { z } from 'zod'
import type { User } from '../users/user.ts'

export const changeDataSchema = z.strictObject({
  /** Who did it: the user, IT, or the server by itself. */
  by: z.enum(['self', 'it', 'system']),
  /** Null for what concerns no one token. Shown with its middle masked. */
  serial: z.string().nullable(),
  /** Where it was done from; null for the server itself. */
  address: z.string().nullable(),
  /** IT's reason, as IT wrote it. */
  reason: z.string().nullish(),
  /** The phone (`iPhone · Safari`), when one was registered. */
  device: z.string().nullish(),
  /** End of what the notice is about: the token's or the activation code's validity. */
  expiresAt: z.number().int().nullish(),
})
export type ChangeData = z.infer<typeof changeDataSchema>

export const mailedCodeDataSchema = z.strictObject({ code: z.string(), expiresAt: z.number().int(), address: z.string().nullable() })
export type MailedCodeData = z.infer<typeof mailedCodeDataSchema>

export const approvalDataSchema = z.strictObject({
  action: approvalActionSchema,
  /** Accounts: who asked, whom it is about, who decided. */
  asker: z.string(),
  person: z.string(),
  decider: z.string().nullable(),
  reason: z.string(),
  expiresAt: z.number().int(),
})
export type ApprovalData = z.infer<typeof approvalDataSchema>

type Change = { kind: ChangeKind; data: ChangeData } | { kind: ApprovalKind; data: ApprovalData }

/** `id`: a new row id; the language is the user's unless another is given. */
export type Notice = Change & { id: string; user: User; language?: User['language']; at: number }
export type MailedCodeNotice = { id: string; kind?: CodeKind; user: User; language?: User['language']; data: MailedCodeData; at: number }

/** What to render, as read back from the outbox. */
export type NoticeContent = (Change | { kind: CodeKind; data: MailedCodeData }) & { at: number }

export function readNoticeContent(kind: string, data: string, at: number): NoticeContent {
  const values: unknown = JSON.parse(data)
  if (isCodeKind(kind)) return { kind, data: mailedCodeDataSchema.parse(values), at }
  const approvalKind = approvalKinds.find((one) => one === kind)
  if (approvalKind) return { kind: approvalKind, data: approvalDataSchema.parse(values), at }
  return { kind: z.enum(changeKinds).parse(kind), data: changeDataSchema.parse(values), at }
}

/** Of the times in mails, which name it beside each. */
export const houseTimeZone = 'Asia/Taipei'

export function isCodeKind(kind: string): kind is CodeKind {
  return (codeKinds as readonly string[]).includes(kind)
}

/** `3F2A8C11D09E4B7` -> `3F2…4B7`: enough to tell one's tokens apart. */
export function maskSerial(serial: string): string {
  const shown = Math.floor(serial.length / 4)
  return shown === 0 ? '…' : `${serial.slice(0, shown)}…${serial.slice(-shown)}`
}

/** One plain address. Anything that could add a header or a second recipient is no address. */
export function isMailAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s\p{Cc}<>()[\]\\,;:"@]+@[^\s\p{Cc}<>()[\]\\,;:"@]+$/u.test(text)
}
