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
import { provisionFinish, provisionHello } from '@motp/shared/protocol/provisioning'

export type RegisteredPhone = {
  serial: string
  parameters: OtpParameters
  /** The code at `atMs`, by default now; `later` counts steps from there. */
  showCode: (later?: number, atMs?: number) => Promise<string>
}

const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count))

/** M1 to M4 with the server that the QR names. */
export async function scanQr(qr: string, app = 'Android · Chrome'): Promise<RegisteredPhone> {
  const parsed = parseEnrollmentQr(qr)
  if (!parsed) throw new Error(`not a QR of ours: ${qr}`)
  const api = createApiClient({ origin: parsed.origin, language: () => 'en' })
  const start = await startPhone({ ticket: parsed.ticket, app, randomBytes })
  const serverHello = await api.call(provisionHello, { body: start.hello })
  const agreement = await receiveServerHello(start, parsed.fingerprint, serverHello, Math.floor(Date.now() / 1000))
  if (!agreement.ok) throw new Error(`the phone refuses the server: ${agreement.reason}`)
  const finished = await api.call(provisionFinish, { body: agreement.finish })
  if (!(await agreement.checkFinished(finished))) throw new Error('the phone refuses the last message')
  const { serial, parameters } = agreement.profile
  return createRegisteredPhone(agreement.seedKey, serial, parameters)
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
