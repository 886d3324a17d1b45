// Makes a film for Chromium's fake camera out of a screenshot, so that the token app really scans the QR that the console drew.
import { writeFile } from 'node:fs/promises'
import { PNG } from 'pngjs'

const width = 640
const height = 480
const margin = 40

/** Writes a one-picture y4m film: the PNG, grey, scaled to fit and centred on a light ground, as a hand would hold the phone. */
export async function writeCameraFilm(png: Buffer, path: string): Promise<void> {
  const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`)
  const frame = Buffer.concat([Buffer.from('FRAME\n'), drawLuma(PNG.sync.read(png)), Buffer.alloc((width * height) / 2, 128)])
  // Two frames: Chromium wants to know the film's rhythm, then plays it in a loop.
  await writeFile(path, Buffer.concat([header, frame, frame]))
}

/** Luma plane (ITU-R BT.601 weights) of the camera's picture. */
function drawLuma(picture: PNG): Buffer {
  const luma = Buffer.alloc(width * height, 235)
  const scale = Math.min((width - 2 * margin) / picture.width, (height - 2 * margin) / picture.height)
  const drawn = { width: Math.floor(picture.width * scale), height: Math.floor(picture.height * scale) }
  const left = (width - drawn.width) >> 1
  const top = (height - drawn.height) >> 1
  for (let y = 0; y < drawn.height; y += 1) {
    for (let x = 0; x < drawn.width; x += 1) {
      luma[(top + y) * width + left + x] = lumaAt(picture, Math.floor(x / scale), Math.floor(y / scale))
    }
  }
  return luma
}

function lumaAt({ data, width: pictureWidth }: PNG, x: number, y: number): number {
  const at = (y * pictureWidth + x) * 4
  return Math.round(0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0))
}
