// Online registration from the QR's text to a stored profile: M1 to M4 of DESIGN section 4.
import { type PhoneRefusal, receiveServerHello, startPhone } from '@motp/shared/enrollment/online-enrollment-phone'
import { AppError } from '@motp/shared/protocol/app-error'
import type { ErrorCode } from '@motp/shared/protocol/error-code'
import type { Language } from '@motp/shared/protocol/language'
import type { ClockWatch } from '../../platform/clock.ts'
import type { Vault } from '../../vault/vault.ts'
import { createProvisioning } from './provisioning.ts'
import { type QrContent, readQrContent } from './qr-content.ts'

export type EnrollServices = {
  vault: Vault
  language: () => Language
  clock: ClockWatch
  now: () => number
  origin: string
  /** How the console names this phone. */
  device: string
}

export type EnrollOutcome =
  /** `pending` profiles count too: the key is stored and M3 is sent again until it is answered. */
  | { kind: 'stored'; profileId: string }
  | { kind: 'other-origin'; address: string }
  | { kind: 'unreadable' }
  | { kind: 'refused'; reason: PhoneRefusal['reason'] }
  | { kind: 'error'; code: ErrorCode }

export async function enrollFromQr(text: string, services: EnrollServices): Promise<EnrollOutcome> {
  const content = readQrContent(text, services.origin)
  if (content.kind === 'enrollment') return enrollOnline(content, services)
  if (content.kind === 'otpauth') return importOtpauth(content, services)
  return content
}

type EnrollmentContent = Extract<QrContent, { kind: 'enrollment' }>

async function enrollOnline({ ticket, fingerprint }: EnrollmentContent, services: EnrollServices): Promise<EnrollOutcome> {
  const { vault, clock, now, device } = services
  const provisioning = createProvisioning(services.language)
  try {
    const start = await startPhone({ ticket, app: device, randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)) })
    const serverHello = await provisioning.hello(start.hello)
    const agreed = await receiveServerHello(start, fingerprint, serverHello, Math.floor(now() / 1000))
    if (!agreed.ok) return { kind: 'refused', reason: agreed.reason }
    const { finish, seedKey, deviceKey, serverIdentityKey, profile } = agreed
    const keys = { seedKey, deviceKey, serverIdentityKey, finish }
    const about = { state: 'pending', mode: 'online', device, registeredAt: now(), registrationInfo: [] } as const
    // Stored before M3 leaves: once the server has it, this phone must never lose the key (DESIGN section 4).
    const profileId = await vault.add({ ...profile, ...keys, ...about })
    const finished = await provisioning.finish(finish).catch(() => undefined)
    if (finished && !(await agreed.checkFinished(finished))) {
      await vault.settle(profileId, 'dead')
      return { kind: 'refused', reason: 'MAC_INVALID' }
    }
    if (finished) {
      clock.learn(finished.now)
      await vault.settle(profileId, 'ready')
    }
    return { kind: 'stored', profileId }
  } catch (error) {
    if (error instanceof AppError) return { kind: 'error', code: error.code }
    throw error
  }
}

/** Compatibility mode: the QR itself holds the seed. From here on nobody can read it, this app included. */
async function importOtpauth(
  { token }: Extract<QrContent, { kind: 'otpauth' }>,
  { vault, now, device }: EnrollServices,
): Promise<EnrollOutcome> {
  const { seed, parameters, issuer, account } = token
  const hmac = { name: 'HMAC', hash: parameters.algorithm }
  const seedKey = await crypto.subtle.importKey('raw', Uint8Array.from(seed), hmac, false, ['sign'])
  seed.fill(0)
  const about = { state: 'ready', mode: 'compat', serial: '', device, registeredAt: now(), registrationInfo: [] } as const
  return { kind: 'stored', profileId: await vault.add({ issuer, account, parameters, seedKey, ...about }) }
}
