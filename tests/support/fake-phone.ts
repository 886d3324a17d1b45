// A phone without a screen: registers with the product's own phone half over HTTP, then shows codes like the token app.
import { createApiClient } from '@motp/shared/client/api-client'
import { decodeGroups, encodeGroups } from '@motp/shared/enrollment/digit-groups'
import { parseEnrollmentQr } from '@motp/shared/enrollment/enrollment-qr'
import { createResponseRandom, deriveOfflineKey, readChallenge } from '@motp/shared/enrollment/offline-enrollment'
import { receiveServerHello, startPhone } from '@motp/shared/enrollment/online-enrollment-phone'
import { createRandomDigits } from '@motp/shared/enrollment/random-digits'
import { generateCodeFromKey } from '@motp/shared/otp/key-code'
import type { OtpParameters } from '@motp/shared/otp/otp-parameters'
import { timeStep } from '@motp/shared/otp/time-step'
import {
  type Finish,
  type Finished,
  type Hello,
  provisionFinish,
  provisionHello,
  type ServerHello,
} from '@motp/shared/protocol/provisioning'

export type RegisteredPhone = {
  serial: string
  parameters: OtpParameters
  /** The code at `atMs`, by default now; `later` counts steps from there. */
  showCode: (later?: number, atMs?: number) => Promise<string>
}

const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count))

/** How the messages reach the server: over HTTP, or straight into its services. */
export type Provisioning = { hello(message: Hello): Promise<ServerHello>; finish(message: Finish): Promise<Finished> }

type Scan = { app?: string; server?: Provisioning; nowMs?: number }

/** M1 to M4 with the server that the QR names. */
export async function scanQr(qr: string, app = 'Android · Chrome', options: Omit<Scan, 'app'> = {}): Promise<RegisteredPhone> {
  const { phone, sendFinish } = await greetServer(qr, { app, ...options })
  await sendFinish()
  return phone
}

/** M1 and M2: the phone knows its seed, and has not said so yet. */
export async function greetServer(qr: string, { app = 'Android · Chrome', server: given, nowMs = Date.now() }: Scan = {}) {
  const parsed = parseEnrollmentQr(qr)
  if (!parsed) throw new Error(`not a QR of ours: ${qr}`)
  const server = given ?? createHttpProvisioning(parsed.origin)
  const start = await startPhone({ ticket: parsed.ticket, app, randomBytes })
  const serverHello = await server.hello(start.hello)
  const agreement = await receiveServerHello(start, parsed.fingerprint, serverHello, Math.floor(nowMs / 1000))
  if (!agreement.ok) throw new Error(`the phone refuses the server: ${agreement.reason}`)
  const { serial, parameters } = agreement.profile
  const sendFinish = async (): Promise<Finished> => {
    const finished = await server.finish(agreement.finish)
    if (!(await agreement.checkFinished(finished))) throw new Error('the phone refuses the last message')
    return finished
  }
  const phone = createRegisteredPhone(agreement.seedKey, serial, parameters)
  return { phone, hello: start.hello, serverHello, finish: agreement.finish, sendFinish }
}

function createHttpProvisioning(origin: string): Provisioning {
  const api = createApiClient({ origin, language: () => 'en' })
  return { hello: (body) => api.call(provisionHello, { body }), finish: (body) => api.call(provisionFinish, { body }) }
}

/** The digits of the PC typed in; answers those for the PC. */
export async function typeChallenge(groups: string[], activation?: string): Promise<RegisteredPhone & { response: string[] }> {
  const decoded = decodeGroups('challenge', groups)
  const view = decoded.ok ? readChallenge(decoded.payload) : undefined
  if (!decoded.ok || !view) throw new Error(`not a challenge: ${groups.join(' ')}`)
  const responseRandom = createResponseRandom(createRandomDigits(randomBytes))
  const { key, echo, serial } = await deriveOfflineKey({ challenge: decoded.payload, responseRandom, activation })
  return { response: encodeGroups('response', responseRandom + echo), ...createRegisteredPhone(key, serial, view.parameters) }
}

function createRegisteredPhone(key: CryptoKey, serial: string, parameters: OtpParameters): RegisteredPhone {
  return {
    serial,
    parameters,
    showCode: (later = 0, atMs = Date.now()) => generateCodeFromKey(key, parameters, timeStep(atMs, parameters.periodSeconds) + later),
  }
}
