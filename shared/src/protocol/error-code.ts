// Every error an outsider can meet, with its HTTP status. The sentence for each stands in error-sentence.ts:
// a code without a sentence in each language does not compile.

export const errorStatus = {
  'invalid-request': 400,
  'unreadable-body': 400,
  'session-required': 401,
  'session-expired': 401,
  'credentials-refused': 401,
  'proof-refused': 403,
  'proof-required': 403,
  'account-disabled': 403,
  'account-locked': 403,
  'account-expired': 403,
  'password-expired': 403,
  'password-must-change': 403,
  'role-required': 403,
  'origin-refused': 403,
  'csrf-header-missing': 403,
  'activation-code-required': 403,
  'enrollment-mode-disabled': 403,
  'suspended-by-admin': 403,
  'not-found': 404,
  'provisioning-unknown': 404,
  'method-not-allowed': 405,
  'token-state-conflict': 409,
  'enrollment-closed': 409,
  'provisioning-conflict': 409,
  'mail-address-missing': 409,
  'enrollment-expired': 410,
  'provisioning-gone': 410,
  'body-too-large': 413,
  'unsupported-media-type': 415,
  'codes-refused': 422,
  'token-locked': 423,
  'sign-in-throttled': 429,
  'too-many-requests': 429,
  'enrollment-busy': 429,
  internal: 500,
  'directory-unavailable': 503,
  unavailable: 503,
} as const satisfies Record<string, number>

export type ErrorCode = keyof typeof errorStatus

export const errorCodes = Object.keys(errorStatus) as ErrorCode[]
