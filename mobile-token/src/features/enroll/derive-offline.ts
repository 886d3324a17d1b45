// Runs the key derivation of an offline registration in a Worker and tells, once measured, how long it takes.
import type { DeriveAnswer, DeriveRequest } from '../../worker/derive-worker.ts'

export type Derived = { key: CryptoKey; echo: string; serial: string }

/** Rejects when the Worker cannot do it. Aborting ends the Worker. */
export function deriveOffline(request: DeriveRequest, onEstimate: (durationMs: number) => void, signal: AbortSignal): Promise<Derived> {
  const worker = new Worker(new URL('../../worker/derive-worker.ts', import.meta.url), { type: 'module' })
  const derived = new Promise<Derived>((resolve, reject) => {
    const fail = () => reject(new Error('the derivation did not finish'))
    worker.onerror = fail
    signal.addEventListener('abort', fail, { once: true })
    worker.onmessage = ({ data }: MessageEvent<DeriveAnswer>) => {
      if (data.kind === 'estimate') onEstimate(data.durationMs)
      else if (data.kind === 'derived') resolve({ key: data.key, echo: data.echo, serial: data.serial })
      else fail()
    }
    worker.postMessage(request)
  })
  return derived.finally(() => worker.terminate())
}
