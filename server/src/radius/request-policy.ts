// What to do with a request: drop it without a word, reject it, or have its credentials checked. Pure.
import { attributeType, findValues, hasAttribute, readText } from './attributes.ts'
import { judgeMessageAuthenticator, type MessageAuthenticity } from './message-authenticator.ts'
import { type Packet, packetCode } from './packet.ts'
import { revealPassword } from './user-password.ts'

/** The terms on which a sender's requests are taken. */
export type RequestTerms = {
  secret: Uint8Array
  /** Access-Requests without Message-Authenticator: never; from an old device, unless a proxy touched them; or always, since TLS proves the sender. */
  unsigned: 'refused' | 'taken-unless-proxied' | 'taken'
}

/** `secret`: what the password field holds. */
export type Credentials = { account: string; secret: string; state: string | undefined; callingStation: string | null }

export type DropReason = 'unexpected-code' | 'wrong-message-authenticator' | 'no-message-authenticator'
export type RejectReason = 'eap' | 'no-password' | 'unreadable'

export type RequestDecision =
  | { act: 'drop'; reason: DropReason }
  | { act: 'reject'; reason: RejectReason }
  | { act: 'say-alive' }
  | { act: 'authenticate'; credentials: Credentials; isSigned: boolean }

export function decideRequest(request: Packet, terms: RequestTerms): RequestDecision {
  if (request.code !== packetCode.accessRequest && request.code !== packetCode.statusServer)
    return { act: 'drop', reason: 'unexpected-code' }
  const authenticity = judgeMessageAuthenticator(request, terms.secret)
  if (authenticity === 'wrong') return { act: 'drop', reason: 'wrong-message-authenticator' }
  if (authenticity === 'absent' && !mayBeUnsigned(request, terms)) return { act: 'drop', reason: 'no-message-authenticator' }
  if (request.code === packetCode.statusServer) return { act: 'say-alive' }
  return decideAccessRequest(request, terms, authenticity)
}

function mayBeUnsigned(request: Packet, { unsigned }: RequestTerms): boolean {
  // RFC 5997 3 and RFC 3579 3.2: these always carry it, whoever sends them.
  if (request.code === packetCode.statusServer || hasAttribute(request, attributeType.eapMessage)) return false
  // A Proxy-State comes back in the reply, so it lets the sender choose bytes of what MD5 protects: the door of the forgery known as BlastRADIUS.
  if (unsigned === 'taken-unless-proxied') return !hasAttribute(request, attributeType.proxyState)
  return unsigned === 'taken'
}

function decideAccessRequest(request: Packet, { secret }: RequestTerms, authenticity: MessageAuthenticity): RequestDecision {
  if (hasAttribute(request, attributeType.eapMessage)) return { act: 'reject', reason: 'eap' }
  // CHAP and MS-CHAP need the plain password or its hash on this side: neither a one-time code nor a directory gives them.
  if (!hasAttribute(request, attributeType.userPassword)) return { act: 'reject', reason: 'no-password' }
  const credentials = readCredentials(request, secret)
  return credentials ? { act: 'authenticate', credentials, isSigned: authenticity === 'proven' } : { act: 'reject', reason: 'unreadable' }
}

/** Undefined unless there is exactly one name and one password (RFC 2865 5.44), at most one State, and all are clean text. */
function readCredentials(request: Packet, secret: Uint8Array): Credentials | undefined {
  const [name, ...otherNames] = findValues(request, attributeType.userName)
  const [hidden, ...otherPasswords] = findValues(request, attributeType.userPassword)
  const [stateBytes, ...otherStates] = findValues(request, attributeType.state)
  if (!name || !hidden || otherNames.length + otherPasswords.length + otherStates.length > 0) return undefined
  const password = revealPassword(hidden, { secret, authenticator: request.authenticator })
  const account = readText(name)
  const plain = password && readText(password)
  const state = stateBytes && readText(stateBytes)
  if (account === undefined || plain === undefined || (stateBytes && state === undefined)) return undefined
  return { account, secret: plain, state, callingStation: readCallingStation(request) }
}

function readCallingStation(request: Packet): string | null {
  const [value] = findValues(request, attributeType.callingStationId)
  return (value && readText(value)) ?? null
}
