// otpauth:// URIs (Google's "Key Uri Format"), for third-party authenticator apps in compatibility mode.
import { decodeBase32, encodeBase32 } from '../encoding/base32.ts'
import { isOtpParameters, type OtpAlgorithm, type OtpParameters, seedByteBounds } from './otp-parameters.ts'

export type OtpauthToken = { issuer: string; account: string; seed: Uint8Array; parameters: OtpParameters }

const uriAlgorithms: Readonly<Record<string, OtpAlgorithm>> = { SHA1: 'SHA-1', SHA256: 'SHA-256', SHA512: 'SHA-512' }

export function formatOtpauthUri({ issuer, account, seed, parameters }: OtpauthToken): string {
  const query = {
    secret: encodeBase32(seed),
    issuer,
    algorithm: parameters.algorithm.replace('-', ''),
    digits: String(parameters.digits),
    period: String(parameters.periodSeconds),
  }
  // Not URLSearchParams: it writes a space as `+`, which authenticator apps show as a plus sign.
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return `otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(account)}?${pairs.join('&')}`
}

/** A TOTP URI within our bounds, with the format's defaults (SHA-1, 6 digits, 30 s) filled in; anything else is undefined. */
export function parseOtpauthUri(text: string): OtpauthToken | undefined {
  const [, label, search] = /^otpauth:\/\/totp\/([^?#]+)\?([^#]+)$/i.exec(text.trim()) ?? []
  const decodedLabel = label === undefined ? undefined : decodePercent(label)
  if (decodedLabel === undefined) return undefined
  const query = new URLSearchParams(search)
  const seed = decodeBase32((query.get('secret') ?? '').replace(/=+$/, ''))
  if (!seed || seed.length < seedByteBounds.min || seed.length > seedByteBounds.max) return undefined
  const parameters = {
    algorithm: uriAlgorithms[(query.get('algorithm') ?? 'SHA1').toUpperCase()],
    digits: readNumber(query.get('digits') ?? '6'),
    periodSeconds: readNumber(query.get('period') ?? '30'),
  }
  if (!isOtpParameters(parameters)) return undefined
  return { ...splitLabel(decodedLabel, query.get('issuer') ?? undefined), seed, parameters }
}

/** The label is `issuer:account` or `account`; the issuer parameter, when there is one, is the better witness. */
function splitLabel(label: string, issuer: string | undefined): { issuer: string; account: string } {
  if (issuer !== undefined && label.startsWith(`${issuer}:`)) return { issuer, account: label.slice(issuer.length + 1).trim() }
  const [, prefix, account] = /^([^:]*):(.*)$/s.exec(label) ?? []
  return { issuer: issuer ?? prefix ?? '', account: (account ?? label).trim() }
}

function decodePercent(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

function readNumber(text: string): number {
  return /^[0-9]{1,3}$/.test(text) ? Number(text) : Number.NaN
}
