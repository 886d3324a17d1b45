// Main's own line to the server: the default session, which no window ever shows. Chromium's network stack, so the company's trust store and
// proxy count; its cookie jar, in memory, so no page ever holds the session's secret.
// (The default session and not a partition: Electron's fetch is known to take cookies from the default session whatever session it is asked on.)
import { type Certificate, net, session } from 'electron'

const endSessionTimeoutMs = 2_000

export type ServerConnection = {
  fetch(url: string, request: RequestInit): Promise<Response>
  isOnline(): boolean
  describeRefusedCertificate(): string | undefined
  isSignedIn(): Promise<boolean>
  /** Signs out at the server as far as it can be reached, and forgets the cookies in any case. */
  endSession(origin: string): Promise<void>
}

export function openServerConnection(): ServerConnection {
  const jar = session.defaultSession
  let refused: string | undefined
  // -3: Chromium's own verdict. This only listens, to be able to show the certificate.
  jar.setCertificateVerifyProc((request, callback) => {
    if (request.verificationResult !== 'OK' && request.verificationResult !== 'net::OK') {
      refused = describeCertificate(request.certificate, request.verificationResult)
    }
    callback(-3)
  })

  const fetch = (url: string, request: RequestInit): Promise<Response> => net.fetch(url, request)

  return {
    fetch,
    isOnline: () => net.isOnline(),
    describeRefusedCertificate: () => refused,
    isSignedIn: async () => (await jar.cookies.get({})).length > 0,
    async endSession(origin) {
      const signal = AbortSignal.timeout(endSessionTimeoutMs)
      await fetch(`${origin}/api/v1/session`, { method: 'DELETE', credentials: 'include', headers: { 'x-motp': '1' }, signal }).catch(
        () => undefined,
      )
      await jar.clearStorageData({ storages: ['cookies'] })
    },
  }
}

function describeCertificate({ subjectName, issuerName, fingerprint, validStart, validExpiry }: Certificate, verdict: string): string {
  const day = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10)
  return [
    `refused: ${verdict}`,
    `subject: ${subjectName}`,
    `issuer: ${issuerName}`,
    `valid: ${day(validStart)} to ${day(validExpiry)}`,
    `fingerprint: ${fingerprint}`,
  ].join('\n')
}
