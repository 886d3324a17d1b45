// What the server keeps of one online registration: sealed secrets, and the messages as they were exchanged, for identical answers.
import { decodeBase64url } from '@motp/shared/encoding/base64url'
import type { Finish, Finished, Hello, ServerHello } from '@motp/shared/protocol/provisioning'
import { enrollmentContext } from '../seal/seal-context.ts'
import type { Seal } from '../seal/seal-service.ts'
import type { EnrollmentRow } from './enrollment.ts'
import type { OnlineSession } from './online-exchange.ts'

/** `ticket`; `serverKey`: ephemeral, dropped once M2 is made; `session`: what M3 and M4 need, from then on. All base64url. */
export type OnlineSecret = { ticket: string; serverKey?: string; session?: OnlineSession }

/** Public messages: their MACs are no secret. */
export type Exchange = { hello: Hello; reply: ServerHello; finish?: Finish; finished?: Finished }

export function sealOnlineSecret(seal: Seal, enrollmentId: string, secret: OnlineSecret): Promise<string> {
  return seal.seal(new TextEncoder().encode(JSON.stringify(secret)), enrollmentContext(enrollmentId, 'secret'))
}

export async function openOnlineSecret(
  seal: Seal,
  { id, sealedSecret }: Pick<EnrollmentRow, 'id' | 'sealedSecret'>,
): Promise<OnlineSecret> {
  const plain = await seal.unseal(sealedSecret ?? '', enrollmentContext(id, 'secret'))
  return JSON.parse(new TextDecoder().decode(plain)) as OnlineSecret
}

export function ticketBytes({ ticket }: OnlineSecret): Uint8Array {
  return decodeBase64url(ticket, 20) ?? new Uint8Array(20)
}

export function readExchange({ exchange }: Pick<EnrollmentRow, 'exchange'>): Exchange | undefined {
  return exchange === null ? undefined : (JSON.parse(exchange) as Exchange)
}

/** Field by field: these are flat messages, and the order of their keys on the wire means nothing. */
export function isSameMessage<T extends Hello | Finish>(one: T, other: T): boolean {
  return (Object.keys(one) as (keyof T)[]).every((name) => one[name] === other[name])
}
