// Runs in a Worker: looks for one QR code in a picture, with zxing (WebAssembly) or, where that cannot run, with jsqr.
import { cropCentre } from './crop.ts'

export type QrEngine = 'zxing' | 'jsqr'
export type QrRequest = { engine: QrEngine; image: ImageData }
/** `failed`: the engine cannot run here; the next request names the other one. */
export type QrAnswer = { text: string | undefined; failed: boolean }

const jsqrMaxSide = 400

const readWith: Record<QrEngine, (image: ImageData) => Promise<string | undefined>> = {
  async zxing(image) {
    const { readQrWithZxing } = await import('./zxing.ts')
    return readQrWithZxing(image)
  },
  // jsqr takes seconds on a large frame without a code: it gets the centre only.
  async jsqr(image) {
    const { default: jsQR } = await import('jsqr')
    const crop = cropCentre(image, jsqrMaxSide)
    return jsQR(crop.data, crop.width, crop.height)?.data
  },
}

addEventListener('message', ({ data }: MessageEvent<QrRequest>) => {
  void readWith[data.engine](data.image).then(
    (text) => postMessage({ text, failed: false } satisfies QrAnswer),
    () => postMessage({ text: undefined, failed: true } satisfies QrAnswer),
  )
})
