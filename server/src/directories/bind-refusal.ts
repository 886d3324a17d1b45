// What a refused (or accepted) bind of a user means: LDAP result code, ppolicy control, and the sub-codes that
// Active Directory and Oracle Internet Directory write into the diagnostic message. Pure, table driven.
import { PasswordPolicyError } from 'ldapts'
import type { BlockedReason, PasswordAnswer } from './directory.ts'

export type BindResult = {
  /** LDAP result code, RFC 4511 appendix A. */
  code: number
  diagnostic: string
  /** draft-behera-ldap-password-policy 6.2, when the server sent its control. */
  policyError: number | undefined
}

export type Refusal = Exclude<PasswordAnswer, { outcome: 'accepted' } | { outcome: 'unavailable' }>

const resultCode = {
  success: 0,
  noSuchObject: 32,
  constraintViolation: 19,
  inappropriateAuthentication: 48,
  invalidCredentials: 49,
  unwillingToPerform: 53,
}

const refused: Refusal = { outcome: 'refused' }
const blocked = (reason: BlockedReason): Refusal => ({ outcome: 'blocked', reason })

// Win32 error numbers in hexadecimal, as in "80090308: LdapErr: DSID-0C09042F, comment: AcceptSecurityContext error, data 775, v2580".
const activeDirectory: Record<string, Refusal> = {
  '525': { outcome: 'no-such-user' },
  '52e': refused,
  // Not permitted at this time, not permitted on this workstation: the password was right, IT has to be asked.
  '530': blocked('account-disabled'),
  '531': blocked('account-disabled'),
  '532': blocked('password-expired'),
  '533': blocked('account-disabled'),
  '701': blocked('account-expired'),
  '773': blocked('password-must-change'),
  '775': blocked('account-locked'),
}

// "Password Policy Error :9001: GSL_ACCOUNTLOCKED_EXCP : Your account is locked."
const oracleInternetDirectory: Record<string, Refusal> = {
  '9000': blocked('password-expired'),
  '9001': blocked('account-locked'),
  '9050': blocked('account-disabled'),
}

const passwordPolicy: Record<number, Refusal> = {
  [PasswordPolicyError.PasswordExpired]: blocked('password-expired'),
  [PasswordPolicyError.AccountLocked]: blocked('account-locked'),
  [PasswordPolicyError.ChangeAfterReset]: blocked('password-must-change'),
}

const otherwise: Record<number, Refusal> = {
  [resultCode.invalidCredentials]: refused,
  // No password is set on the entry, or the entry went away between search and bind.
  [resultCode.inappropriateAuthentication]: refused,
  [resultCode.noSuchObject]: refused,
  // 389 Directory Server: "Exceed password retry limit" and "Account inactivated".
  [resultCode.constraintViolation]: blocked('account-locked'),
  [resultCode.unwillingToPerform]: blocked('account-disabled'),
}

/**
 * Undefined: nothing speaks against the user. With a code other than 0 that means that the server gave no answer
 * about the password (busy, stronger authentication wanted, …).
 */
export function findRefusal({ code, diagnostic, policyError }: BindResult): Refusal | undefined {
  const byPolicy = policyError === undefined ? undefined : passwordPolicy[policyError]
  if (byPolicy || code === resultCode.success) return byPolicy
  const known = otherwise[code]
  if (!known) return undefined
  return activeDirectory[subCode(diagnostic, /\bdata ([0-9a-f]+)/i)] ?? oracleInternetDirectory[subCode(diagnostic, /:(\d{4}):/)] ?? known
}

function subCode(diagnostic: string, pattern: RegExp): string {
  return pattern.exec(diagnostic)?.[1]?.toLowerCase() ?? ''
}
