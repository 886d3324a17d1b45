// Finds a QR code in pixels: the browser's own detector, else zxing in a Worker, else jsqr in a Worker. The Workers are watched:
// one that hangs is ended and the next picture gets a fresh one.
import type { QrAnswer, QrEngine, QrRequest } from '../worker/qr-worker.ts'
import { findNativeDetector } from './native-detector.ts'

export type QrReader = {
  read(image: ImageData): Promise<string | undefined>
  close(): void
}

const watchdogMs = 5_000
/** Some phones have a native detector that never finds anything: every so often the Worker looks too. */
const nativeMissesPerWorkerLook = 5

export async function createQrReader(): Promise<QrReader> {
  const native = await findNativeDetector()
  const worker = createWorkerReader()
  let isNativeUsable = native !== undefined
  let nativeMisses = 0
  return {
    async read(image) {
      if (native && isNativeUsable) {
        const text = await native(image).catch(() => {
          isNativeUsable = false
          return undefined
        })
        if (text !== undefined) return text
        nativeMisses += 1
        if (isNativeUsable && nativeMisses % nativeMissesPerWorkerLook !== 1) return undefined
      }
      return worker.read(image)
    },
    close: worker.close,
  }
}

function createWorkerReader(): QrReader {
  let engine: QrEngine = 'zxing'
  let worker: Worker | undefined
  function close(): void {
    worker?.terminate()
    worker = undefined
  }
  return {
    async read(image) {
      worker ??= new Worker(new URL('../worker/qr-worker.ts', import.meta.url), { type: 'module' })
      const answer = await ask(worker, { engine, image })
      if (answer.failed) {
        close()
        engine = 'jsqr'
      }
      return answer.text
    },
    close,
  }
}

function ask(worker: Worker, request: QrRequest): Promise<QrAnswer> {
  const failure: QrAnswer = { text: undefined, failed: true }
  return new Promise((resolve) => {
    const watchdog = setTimeout(() => resolve(failure), watchdogMs)
    const settle = (answer: QrAnswer) => {
      clearTimeout(watchdog)
      resolve(answer)
    }
    worker.onmessage = ({ data }: MessageEvent<QrAnswer>) => settle(data)
    worker.onerror = () => settle(failure)
    worker.postMessage(request)
  })
}
