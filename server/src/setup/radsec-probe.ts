// Looks at RADIUS over TLS (RFC 6614) from outside: who is at the port, and how long its certificate is good.
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:tls'
import type { SetupFinding } from '@motp/shared/protocol/admin-setup'
import { ownHost } from './radius-probe.ts'

export type RadsecProbe = { host: string; port: number; certFile: string; now: number }

const waitMs = 3000
/** Time to order a new one. */
const warnBeforeMs = 30 * 86_400_000

/** Two findings: the port, and the certificate that is shown there. */
export async function probeRadsec({ host, port, certFile, now }: RadsecProbe): Promise<SetupFinding[]> {
  const where = `TLS ${port}`
  const shown = await readShownCertificate(ownHost(host), port)
  if (!shown) return [{ step: 'tls', isRight: false, fault: 'radius-not-listening', detail: where }]
  const listening: SetupFinding = { step: 'tls', isRight: true, fault: null, detail: where }
  const fault = await judgeCertificate(shown, { certFile, now })
  return [listening, { step: 'tlsCertificate', isRight: fault === null, fault, detail: String(shown.validToDate.getTime()) }]
}

/** Undefined when nobody is there who speaks TLS. Whoever wants a certificate of the client has shown its own before. */
async function readShownCertificate(host: string, port: number): Promise<X509Certificate | undefined> {
  // Not to be trusted but to be looked at: nothing is sent over it.
  const socket = connect({ host, port, rejectUnauthorized: false, minVersion: 'TLSv1.2' })
  socket.on('error', () => undefined)
  try {
    await once(socket, 'secureConnect', { signal: AbortSignal.timeout(waitMs) })
    return socket.getPeerX509Certificate()
  } catch {
    return undefined
  } finally {
    socket.destroy()
  }
}

async function judgeCertificate(
  shown: X509Certificate,
  { certFile, now }: Pick<RadsecProbe, 'certFile' | 'now'>,
): Promise<SetupFinding['fault']> {
  const end = shown.validToDate.getTime()
  const inFile = await readFile(certFile)
    .then((pem) => new X509Certificate(pem))
    .catch(() => undefined)
  // A new one lies there, and the server still shows the one it began with.
  if (inFile && inFile.fingerprint256 !== shown.fingerprint256) return 'certificate-old'
  if (end <= now) return 'certificate-expired'
  return end <= now + warnBeforeMs ? 'certificate-ending' : null
}
