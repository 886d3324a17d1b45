// The rear camera, and why it may not be had, in terms a person can act on.

export type CameraFailure = 'denied' | 'missing' | 'busy' | 'unsupported'
export type CameraResult = { ok: true; stream: MediaStream } | { ok: false; reason: CameraFailure }

export async function openCamera(): Promise<CameraResult> {
  // Absent outside secure contexts and in some in-app browsers.
  if (!navigator.mediaDevices?.getUserMedia) return { ok: false, reason: 'unsupported' }
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } },
    })
    return { ok: true, stream }
  } catch (error) {
    return { ok: false, reason: cameraFailureOf(error instanceof Error ? error.name : '') }
  }
}

/** Media Capture and Streams 10.2: the names of the rejections of getUserMedia. */
export function cameraFailureOf(errorName: string): CameraFailure {
  if (errorName === 'NotAllowedError' || errorName === 'SecurityError') return 'denied'
  if (errorName === 'NotFoundError' || errorName === 'OverconstrainedError') return 'missing'
  if (errorName === 'NotReadableError' || errorName === 'AbortError') return 'busy'
  return 'unsupported'
}

export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}
