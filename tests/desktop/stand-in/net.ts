// `net` of the stand-in: Node's fetch with the default session's cookie jar, and Chromium's names for what goes wrong.
import { once } from 'node:events'
import { connect } from 'node:tls'
import type { Certificate } from 'electron'
import type { StandInSession } from './session.ts'

const netErrors: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'net::ERR_CONNECTION_REFUSED',
  ENOTFOUND: 'net::ERR_NAME_NOT_RESOLVED',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'net::ERR_CERT_AUTHORITY_INVALID',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'net::ERR_CERT_AUTHORITY_INVALID',
  SELF_SIGNED_CERT_IN_CHAIN: 'net::ERR_CERT_AUTHORITY_INVALID',
  ERR_TLS_CERT_ALTNAME_INVALID: 'net::ERR_CERT_COMMON_NAME_INVALID',
}

export class StandInNet {
  isConnected = true
  /** What was asked of the network, with the headers as they left. */
  readonly sent: { url: string; headers: Headers; isAborted: () => boolean }[] = []
  readonly #session: StandInSession

  constructor(session: StandInSession) {
    this.#session = session
  }

  isOnline(): boolean {
    return this.isConnected
  }

  async fetch(url: string, init: RequestInit = {}): Promise<Response> {
    if (!this.isConnected) throw new Error('net::ERR_INTERNET_DISCONNECTED')
    const headers = new Headers(init.headers)
    const { jar } = this.#session
    if (init.credentials === 'include' && jar.size > 0) headers.set('cookie', [...jar].map((pair) => pair.join('=')).join('; '))
    this.sent.push({ url, headers, isAborted: () => init.signal?.aborted === true })
    try {
      const response = await fetch(url, { ...init, headers })
      if (init.credentials === 'include') this.#keepCookies(response)
      return response
    } catch (error) {
      throw await this.#translate(url, error)
    }
  }

  #keepCookies(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) this.#session.jar.delete(name)
      else this.#session.jar.set(name, value)
    }
  }

  async #translate(url: string, error: unknown): Promise<unknown> {
    const cause = error instanceof Error ? error.cause : undefined
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    const name = netErrors[code]
    if (!name) return error
    if (name.startsWith('net::ERR_CERT_')) await this.#showCertificate(new URL(url), name)
    return new Error(name)
  }

  /** Chromium asks the shell's procedure before it refuses. */
  async #showCertificate({ hostname, port }: URL, name: string): Promise<void> {
    const socket = connect({ host: hostname, port: Number(port || 443), servername: hostname, rejectUnauthorized: false })
    await once(socket, 'secureConnect')
    const peer = socket.getPeerCertificate()
    socket.destroy()
    const seconds = (text: string) => Date.parse(text) / 1000
    const certificate = {
      subjectName: String(peer.subject.CN),
      issuerName: String(peer.issuer.CN),
      fingerprint: `sha256/${Buffer.from(peer.fingerprint256.replaceAll(':', ''), 'hex').toString('base64')}`,
      validStart: seconds(peer.valid_from),
      validExpiry: seconds(peer.valid_to),
    } as Certificate
    const verificationResult = name.replace('net::ERR_', '')
    await new Promise<void>((resolve) => {
      const proc = this.#session.handlers.verifyCertificate
      if (!proc) return resolve()
      const request = {
        hostname,
        certificate,
        validatedCertificate: certificate,
        isIssuedByKnownRoot: false,
        verificationResult,
        errorCode: -202,
      }
      // -3 is Chromium's verdict, which was to refuse; 0 would have been to trust.
      proc(request, (verdict) => {
        if (verdict !== -3) throw new Error(`the shell overrode Chromium with ${verdict}`)
        resolve()
      })
    })
  }
}
