// The kinds of mail that the server sends.

/** Changes of a token that its user is told of. */
export const changeKinds = [
  'token-registered',
  'token-reset',
  'token-suspended',
  'token-resumed',
  'token-resynced',
  'token-unlocked',
  'token-locked',
  'activation-code-issued',
  'invitation',
  'token-extended',
  'signed-out',
] as const
export type ChangeKind = (typeof changeKinds)[number]

/** Codes in a mail: for the user's own screen, or to be read out to IT on the telephone. */
export const codeKinds = ['mailed-code', 'caller-code'] as const
export type CodeKind = (typeof codeKinds)[number]

/** To members of IT, about what takes two of them. */
export const approvalKinds = ['approval-requested', 'approval-granted', 'approval-declined', 'approval-expired'] as const
export type ApprovalKind = (typeof approvalKinds)[number]

export const noticeKinds = [...changeKinds, ...codeKinds, ...approvalKinds] as const
export type NoticeKind = (typeof noticeKinds)[number]
