// Turns a RADIUS request into a question to the rest of the server, and its verdict into a reply. Knows neither sockets nor tokens.
import { hash } from 'node:crypto'
import { encodeUtf8 } from '@motp/shared/encoding/bytes'
import type { Language } from '@motp/shared/protocol/language'
import type { Clock, Log } from '../ports.ts'
import { attributeType, textAttribute } from './attributes.ts'
import { createDuplicateCache } from './duplicate-cache.ts'
import { createLimitedLog } from './limited-log.ts'
import { type Attribute, type Packet, packetCode, parsePacket } from './packet.ts'
import type { RadiusClient } from './radius-client.ts'
import { encodeReply, type Reply } from './reply.ts'
import { replyMessages } from './reply-message.ts'
import { type Credentials, type DropReason, decideRequest, type RequestDecision, type RequestTerms } from './request-policy.ts'
import { warningOf } from './request-warning.ts'

export type RadiusVerdict =
  | { outcome: 'accepted' }
  | { outcome: 'refused' }
  /** The password was right: the device comes back with the code and this State, at most 253 bytes of text. */
  | { outcome: 'challenge'; state: string }
  /** A dependency is down: no answer is sent, so that the device asks its second server. */
  | { outcome: 'unavailable' }

export type RadiusDeps = {
  findClient(address: string): Promise<RadiusClient | undefined>
  /** `address` is the NAS's. Expected outcomes are values; what it throws counts as `unavailable`. */
  authenticate(request: Credentials & { client: RadiusClient; address: string }): Promise<RadiusVerdict>
  /** Whether what `authenticate` leans on is up. When it is not, Status-Server gets no answer either: else a device would come back too early. */
  isReady?(): Promise<boolean>
  log: Log
  clock: Clock
}

export type Arrival = {
  bytes: Uint8Array
  address: string
  port: number
  /** What proves the sender: its own secret, or a certificate that TLS has checked. */
  provenBy: 'secret' | 'certificate'
}

export type SilenceReason = DropReason | 'malformed' | 'unknown-client' | 'in-progress' | 'busy' | 'unavailable'
export type Answer = { reply: Uint8Array } | { silence: SilenceReason }

export type RadiusService = {
  /** Never throws. */
  answer(arrival: Arrival): Promise<Answer>
  /** Whether an address belongs to a client; false too when that cannot be told. */
  knows(address: string): Promise<boolean>
}

/** RFC 6614 2.3 (4): inside TLS the shared secret is this word. */
const tlsSecret = encodeUtf8('radsec')
const duplicateLimits = { keepMs: 30_000, maxKept: 50_000, maxInProgress: 10_000 }

export function createRadiusService(deps: RadiusDeps): RadiusService {
  const duplicates = createDuplicateCache({ clock: deps.clock, ...duplicateLimits })
  const outsiders = createLimitedLog(deps)

  const answerClient = async (request: Packet, client: RadiusClient, arrival: Arrival): Promise<Answer> => {
    const { address, port, provenBy } = arrival
    const terms = termsOf(client, provenBy)
    const decision = decideRequest(request, terms)
    const warning = warningOf(decision)
    if (warning) outsiders.warn({ client: client.name, address }, warning)
    if (decision.act === 'drop') return { silence: decision.reason }
    // The digest holds identifier and Request Authenticator, and all that they were sent with: a device that repeats them for another
    // user is not given the first one's answer. Looked up after the check of the sender, so that nobody else can ask for it.
    const key = `${address} ${port} ${hash('sha256', request.bytes, 'base64')}`
    const reply = await duplicates.answerOnce(key, async () => {
      const content = await decideReply(decision, client.language, {
        isReady: async () => (await deps.isReady?.()) ?? true,
        authenticate: (credentials) => deps.authenticate({ ...credentials, client, address }),
      })
      return content && encodeReply(request, content, terms.secret)
    })
    if (typeof reply === 'string') return { silence: reply }
    return reply ? { reply } : { silence: 'unavailable' }
  }

  return {
    async answer(arrival) {
      const request = parsePacket(arrival.bytes)
      if (!request) return { silence: 'malformed' }
      try {
        const client = await deps.findClient(arrival.address)
        if (client) return await answerClient(request, client, arrival)
        outsiders.warn({ address: arrival.address }, 'radius: dropped, no client has this address')
        return { silence: 'unknown-client' }
      } catch (err) {
        deps.log.error({ err, address: arrival.address }, 'radius: no answer')
        return { silence: 'unavailable' }
      }
    },
    async knows(address) {
      try {
        return (await deps.findClient(address)) !== undefined
      } catch (err) {
        deps.log.error({ err, address }, 'radius: clients cannot be read')
        return false
      }
    },
  }
}

function termsOf(client: RadiusClient, provenBy: Arrival['provenBy']): RequestTerms {
  if (provenBy === 'certificate') return { secret: tlsSecret, unsigned: 'taken' }
  return { secret: client.secret, unsigned: client.requiresMessageAuthenticator ? 'refused' : 'taken-unless-proxied' }
}

type Questions = {
  isReady: () => Promise<boolean>
  authenticate: (credentials: Credentials) => Promise<RadiusVerdict>
}

/** Undefined: say nothing. */
async function decideReply(
  decision: Exclude<RequestDecision, { act: 'drop' }>,
  language: Language,
  { isReady, authenticate }: Questions,
): Promise<Reply | undefined> {
  const refusal: Reply = { code: packetCode.accessReject, attributes: [replyMessage(language, 'refused')] }
  if (decision.act === 'say-alive') return (await isReady()) ? { code: packetCode.accessAccept, attributes: [] } : undefined
  // RFC 3579 2.6.5: no Reply-Message within EAP.
  if (decision.act === 'reject') return decision.reason === 'eap' ? { ...refusal, attributes: [] } : refusal
  const verdict = await authenticate(decision.credentials)
  switch (verdict.outcome) {
    case 'accepted':
      return { code: packetCode.accessAccept, attributes: [] }
    case 'refused':
      return refusal
    case 'challenge':
      return {
        code: packetCode.accessChallenge,
        attributes: [replyMessage(language, 'challenge'), textAttribute(attributeType.state, verdict.state)],
      }
    case 'unavailable':
      return undefined
  }
}

function replyMessage(language: Language, sentence: 'challenge' | 'refused'): Attribute {
  return textAttribute(attributeType.replyMessage, replyMessages[language][sentence])
}
