// Runs in a Worker: the key stretching of an offline registration (600,000 rounds), so that the screen never freezes.
// A short run first tells how long the long one takes on this phone.
import { deriveOfflineKey, type OfflineSecrets } from '@motp/shared/enrollment/offline-enrollment'

export type DeriveRequest = OfflineSecrets
export type DeriveAnswer =
  | { kind: 'estimate'; durationMs: number }
  | { kind: 'derived'; key: CryptoKey; echo: string; serial: string }
  | { kind: 'failed' }

const calibrationRounds = 20_000
const rounds = 600_000

addEventListener('message', ({ data }: MessageEvent<DeriveRequest>) => void derive(data))

async function derive(request: DeriveRequest): Promise<void> {
  try {
    report({ kind: 'estimate', durationMs: ((await measureCalibration()) * rounds) / calibrationRounds })
    report({ kind: 'derived', ...(await deriveOfflineKey(request)) })
  } catch {
    report({ kind: 'failed' })
  }
}

async function measureCalibration(): Promise<number> {
  const salt = new Uint8Array(16)
  const password = await crypto.subtle.importKey('raw', salt, 'PBKDF2', false, ['deriveBits'])
  const startedAt = performance.now()
  await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: calibrationRounds }, password, 256)
  return performance.now() - startedAt
}

function report(answer: DeriveAnswer): void {
  postMessage(answer)
}
