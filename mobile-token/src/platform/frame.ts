// Pixels of a video frame or a picture, scaled so that the longer side is at most `maxSide`.

type Drawable = { source: CanvasImageSource; width: number; height: number }

export function scaledSize(width: number, height: number, maxSide: number): { width: number; height: number } {
  const scale = Math.min(1, maxSide / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

export function grabFrame({ source, width, height }: Drawable, maxSide: number): ImageData | undefined {
  if (width === 0 || height === 0) return undefined
  const size = scaledSize(width, height, maxSide)
  const canvas = document.createElement('canvas')
  canvas.width = size.width
  canvas.height = size.height
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) return undefined
  context.drawImage(source, 0, 0, size.width, size.height)
  return context.getImageData(0, 0, size.width, size.height)
}

export function grabVideoFrame(video: HTMLVideoElement): ImageData | undefined {
  return grabFrame({ source: video, width: video.videoWidth, height: video.videoHeight }, 1280)
}

/** Undefined when the file is no picture. */
export async function grabPicture(file: Blob): Promise<ImageData | undefined> {
  const bitmap = await createImageBitmap(file).catch(() => undefined)
  if (!bitmap) return undefined
  const frame = grabFrame({ source: bitmap, width: bitmap.width, height: bitmap.height }, 1600)
  bitmap.close()
  return frame
}
