// Which audit actions have a sentence of their own, and which of them a user should look at twice. Pure.

const sentenceKeys = {
  'session.signed-in': 'signedIn',
  'session.signed-out': 'signedOut',
  'session.refused': 'signInRefused',
  'session.revoked': 'sessionRevoked',
  'proof.added': 'proofAdded',
  'proof.refused': 'proofRefused',
  'code.mailed': 'codeMailed',
  'enrollment.started': 'enrollmentStarted',
  'enrollment.keyed': 'enrollmentKeyed',
  'enrollment.cancelled': 'enrollmentCancelled',
  'enrollment.expired': 'enrollmentExpired',
  'enrollment.refused': 'enrollmentRefused',
  'enrollment.other-device': 'enrollmentOtherDevice',
  'token.registered': 'tokenRegistered',
  'token.reset': 'tokenReset',
  'token.suspended': 'tokenSuspended',
  'token.resumed': 'tokenResumed',
  'token.resynced': 'tokenResynced',
  'token.unlocked': 'tokenUnlocked',
  'token.locked': 'tokenLocked',
  'token.expired': 'tokenExpired',
  'verification.accepted': 'codeAccepted',
  'verification.refused': 'codeRefused',
  'activation-code.issued': 'activationCodeIssued',
} as const

export type ActivitySentence = (typeof sentenceKeys)[keyof typeof sentenceKeys] | 'other'

export function findSentence(action: string): ActivitySentence {
  return isKnown(action) ? sentenceKeys[action] : 'other'
}

function isKnown(action: string): action is keyof typeof sentenceKeys {
  return Object.hasOwn(sentenceKeys, action)
}

export type ActivityTone = 'good' | 'bad' | 'plain'

/** `bad`: something was refused or locked; `good`: a phone came into force. */
export function findTone(action: string): ActivityTone {
  if (/refused$|locked$|other-device$/.test(action) && action !== 'token.unlocked') return 'bad'
  return action === 'token.registered' || action === 'token.resumed' || action === 'token.unlocked' ? 'good' : 'plain'
}
