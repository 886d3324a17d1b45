// The phone's side of online registration: messages M1-M4 of ON v1 (DESIGN section 4). A ticket serves one phone; repeated messages
// have the same answers, so that a phone may send again whatever got lost.
import { decodeBase64url } from '@motp/shared/encoding/base64url'
import { AppError } from '@motp/shared/protocol/app-error'
import type { Finish, Finished, Hello, ServerHello } from '@motp/shared/protocol/provisioning'
import { appendAudit } from '../audit/audit-store.ts'
import type { Database } from '../database/database.ts'
import type { PolicyService } from '../policies/policy-service.ts'
import type { Ports } from '../ports.ts'
import { enrollmentContext } from '../seal/seal-context.ts'
import type { Seal } from '../seal/seal-service.ts'
import { findUser } from '../users/user-store.ts'
import { readParameters } from '../verification/verification.ts'
import type { Decoy } from './decoy.ts'
import { deviceName } from './device-name.ts'
import { type EnrollmentRow, isOpen, keyedExpiry, stateAt } from './enrollment.ts'
import { findEnrollmentByTicket, noteOtherDevice, stepEnrollment, takeTicket } from './enrollment-store.ts'
import { answerFinish, answerHello, isFinishAuthentic, isHelloAuthentic } from './online-exchange.ts'
import {
  type Exchange,
  isSameMessage,
  type OnlineSecret,
  openOnlineSecret,
  readExchange,
  sealOnlineSecret,
  ticketBytes,
} from './online-secret.ts'

export type ProvisioningService = ReturnType<typeof createProvisioningService>

export type ProvisioningDeps = {
  database: Database
  ports: Ports
  policies: Pick<PolicyService, 'current'>
  seal: Seal
  decoy: Decoy
  /** The server's long-term key, 65 bytes. */
  identityKey: Uint8Array
}

/** Who sends, for the trail and for the console. */
export type Phone = { address: string; agent: string }

export function createProvisioningService(deps: ProvisioningDeps) {
  const { database, ports, seal, decoy } = deps

  const hello = async (message: Hello, phone: Phone): Promise<ServerHello> => {
    const row = await findEnrollmentByTicket(database.db, message.tid)
    if (row) refuseEnded(row, ports.clock.now())
    const secret = row && (await openOnlineSecret(seal, row))
    const isAuthentic = secret ? isHelloAuthentic(ticketBytes(secret), message) : await decoy.tryHello(message)
    if (!isAuthentic || !row || !secret) throw new AppError('provisioning-unknown')
    const exchange = readExchange(row)
    // Whoever was faster has the ticket: another phone, or this very message sent twice.
    if (!exchange) return (await openExchange(deps, { row, secret, message, phone })) ?? hello(message, phone)
    if (isSameMessage(exchange.hello, message)) return exchange.reply
    await reportOtherDevice(deps, row, phone)
    throw new AppError('provisioning-gone')
  }

  const finish = async (message: Finish, phone: Phone): Promise<Finished> => {
    const row = await findEnrollmentByTicket(database.db, message.tid)
    const exchange = row && readExchange(row)
    if (row && exchange?.finish && exchange.finished && (row.state === 'keyed' || row.state === 'active')) {
      if (isSameMessage(exchange.finish, message)) return exchange.finished
      throw new AppError('provisioning-conflict')
    }
    if (row) refuseEnded(row, ports.clock.now())
    const session = row && exchange ? (await openOnlineSecret(seal, row)).session : undefined
    const device = exchange && decodeBase64url(exchange.hello.dpk, 65)
    const isAuthentic = session && device ? isFinishAuthentic(session, device, message) : await decoy.tryFinish(message)
    if (!isAuthentic || !row || !exchange || !session) throw new AppError('provisioning-unknown')
    const finished = answerFinish(session, Math.floor(ports.clock.now() / 1000))
    const isKeyed = await markKeyed(deps, { row, exchange: { ...exchange, finish: message, finished }, phone })
    return isKeyed ? finished : finish(message, phone)
  }

  return { hello, finish }
}

/** The ticket of an ended registration is erased, so its messages can no longer be checked; its name is known only to who saw the QR. */
function refuseEnded(row: EnrollmentRow, now: number): void {
  if (!isOpen({ state: stateAt(row, now) })) throw new AppError('provisioning-gone')
}

type Opening = { row: EnrollmentRow; secret: OnlineSecret; message: Hello; phone: Phone }

/** M2; undefined when the ticket was taken in between. */
async function openExchange(deps: ProvisioningDeps, { row, secret, message, phone }: Opening): Promise<ServerHello | undefined> {
  const { database, ports, seal } = deps
  const [user, policy] = await Promise.all([findUser(database.db, row.userId), deps.policies.current()])
  if (!user || !secret.serverKey) throw new AppError('provisioning-gone')
  const offer = {
    serial: row.serial,
    issuer: policy['enrollment.issuer'],
    account: user.account,
    parameters: readParameters(row),
    identityKey: deps.identityKey,
    expSeconds: Math.floor(row.expiresAt / 1000),
  }
  const ticket = ticketBytes(secret)
  const serverNonce = ports.random.bytes(32)
  const { reply, seed, session } = answerHello({ ticket, serverKey: secret.serverKey, serverNonce, hello: message, offer })
  const changes = {
    exchange: JSON.stringify({ hello: message, reply } satisfies Exchange),
    // The ephemeral key is dropped here.
    sealedSecret: await sealOnlineSecret(seal, row.id, { ticket: secret.ticket, session }),
    sealedSeed: await seal.seal(seed, enrollmentContext(row.id, 'seed')),
    device: deviceName(phone.agent) ?? message.app.replaceAll(/\p{Cc}/gu, ' '),
    devicePublicKey: message.dpk,
  }
  seed.fill(0)
  return (await takeTicket(database.db, row.id, { now: ports.clock.now(), changes })) ? reply : undefined
}

/** Once: the console tells its user that a second phone scanned the QR. */
async function reportOtherDevice({ database, ports }: ProvisioningDeps, row: EnrollmentRow, { address, agent }: Phone): Promise<void> {
  const at = ports.clock.now()
  await database.transact(async (tx) => {
    if (!(await noteOtherDevice(tx, row.id))) return
    const { userId, tokenId } = row
    const detail = { device: deviceName(agent) ?? null }
    await appendAudit(tx, { at, actor: 'phone', action: 'enrollment.other-device', userId, tokenId, address, detail })
  })
}

type Keyed = { row: EnrollmentRow; exchange: Exchange; phone: Phone }

/** False when the registration moved on in between. */
async function markKeyed({ database, ports }: ProvisioningDeps, { row, exchange, phone }: Keyed): Promise<boolean> {
  const now = ports.clock.now()
  const changes = { state: 'keyed', exchange: JSON.stringify(exchange), expiresAt: keyedExpiry(row, now) } as const
  return database.transact(async (tx) => {
    if (!(await stepEnrollment(tx, row.id, { from: 'waiting', now, changes }))) return false
    const { userId, tokenId, serial, device } = row
    const detail = { serial, device }
    await appendAudit(tx, { at: now, actor: 'phone', action: 'enrollment.keyed', userId, tokenId, address: phone.address, detail })
    return true
  })
}
