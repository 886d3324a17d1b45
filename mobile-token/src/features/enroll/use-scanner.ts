// The camera as a hook: opens it, looks for a QR code several times a second, reports the first, and always closes it again.
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { type CameraFailure, closeCamera, openCamera } from '../../platform/camera.ts'
import { grabVideoFrame } from '../../platform/frame.ts'
import { createQrReader, type QrReader } from '../../platform/qr-reader.ts'

export type CameraState = { kind: 'starting' } | { kind: 'live' } | { kind: 'failed'; reason: CameraFailure }

const pauseBetweenLooksMs = 120

type Scanner = { video: RefObject<HTMLVideoElement | null>; camera: CameraState; retry: () => void }

export function useScanner(onText: (text: string) => void): Scanner {
  const video = useRef<HTMLVideoElement>(null)
  const [camera, setCamera] = useState<CameraState>({ kind: 'starting' })
  const [attempt, setAttempt] = useState(0)
  const report = useRef(onText)
  report.current = onText

  // `attempt` runs it again after a failure.
  useEffect(() => {
    const stop = new AbortController()
    setCamera({ kind: 'starting' })
    void scan(video, stop.signal, setCamera).then((text) => text !== undefined && report.current(text))
    return () => stop.abort()
  }, [attempt])

  return { video, camera, retry: useCallback(() => setAttempt((count) => count + 1), []) }
}

async function scan(
  video: RefObject<HTMLVideoElement | null>,
  signal: AbortSignal,
  setCamera: (state: CameraState) => void,
): Promise<string | undefined> {
  const opened = await openCamera()
  if (!opened.ok) {
    if (!signal.aborted) setCamera({ kind: 'failed', reason: opened.reason })
    return undefined
  }
  const reader = await createQrReader()
  try {
    if (signal.aborted || !video.current) return undefined
    video.current.srcObject = opened.stream
    await video.current.play().catch(() => undefined)
    setCamera({ kind: 'live' })
    return await lookUntilFound(video.current, reader, signal)
  } finally {
    closeCamera(opened.stream)
    reader.close()
  }
}

async function lookUntilFound(video: HTMLVideoElement, reader: QrReader, signal: AbortSignal): Promise<string | undefined> {
  while (!signal.aborted) {
    const frame = grabVideoFrame(video)
    const text = frame && (await reader.read(frame))
    if (text && !signal.aborted) return text
    await new Promise((resolve) => setTimeout(resolve, pauseBetweenLooksMs))
  }
  return undefined
}
