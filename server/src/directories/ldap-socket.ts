// Opens the connection to an LDAP server: plain (loopback only, see directory-config.ts), TLS, or StartTLS (RFC 4511 4.14).
// StartTLS is done here and not by the client library, which has no deadline for it, keeps bytes that arrived before TLS, and
// opens a new plain connection by itself when an encrypted one breaks.
import { once } from 'node:events'
import net from 'node:net'
import tls from 'node:tls'
import { BerReader, BerWriter } from 'ldapts'

export type LdapServer = { url: string; startTls: boolean; ca: string | undefined }

/** Every socket made is handed to `keep` at once, so that the caller can destroy it whatever happens here. */
export async function openLdapSocket(server: LdapServer, keep: (socket: net.Socket) => void): Promise<net.Socket> {
  const { protocol, hostname, port } = new URL(server.url)
  const host = hostname.replace(/^\[|\]$/g, '')
  // RFC 6066 3: a server name is never an address. The certificate is checked against `host` either way.
  const secure = { host, ...(net.isIP(host) ? {} : { servername: host }), ...(server.ca ? { ca: server.ca } : {}) }

  if (protocol === 'ldaps:') return opened(tls.connect({ ...secure, port: Number(port || 636) }).setNoDelay(), 'secureConnect', keep)
  const plain = await opened(net.connect({ host, port: Number(port || 389), noDelay: true }), 'connect', keep)
  if (!server.startTls) return plain
  await requestStartTls(plain)
  return opened(tls.connect({ ...secure, socket: plain }), 'secureConnect', keep)
}

async function opened(socket: net.Socket, event: 'connect' | 'secureConnect', keep: (socket: net.Socket) => void): Promise<net.Socket> {
  keep(socket)
  await once(socket, event)
  return socket
}

const startTlsId = '1.3.6.1.4.1.1466.20037'
const extendedRequestTag = 0x77
const extendedResponseTag = 0x78
const requestNameTag = 0x80
const maxReplyLength = 4096

async function requestStartTls(socket: net.Socket): Promise<void> {
  const request = new BerWriter()
  request.startSequence()
  request.writeInt(1)
  request.startSequence(extendedRequestTag)
  request.writeString(startTlsId, requestNameTag)
  request.endSequence()
  request.endSequence()
  socket.write(request.buffer)
  const result = await readReply(socket)
  if (result !== 0) throw new Error(`StartTLS refused, result code ${result}`)
}

/** The result code of the one message that may come. */
function readReply(socket: net.Socket): Promise<number> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0)
    const settle = (outcome: number | Error) => {
      socket.off('data', onData).off('close', onClose).off('error', settle)
      if (outcome instanceof Error) reject(outcome)
      else resolve(outcome)
    }
    const onClose = () => settle(new Error('connection closed during StartTLS'))
    const onData = (chunk: Buffer) => {
      received = Buffer.concat([received, chunk])
      try {
        const result = parseReply(received)
        if (result !== undefined) settle(result)
      } catch (cause) {
        settle(new Error('unreadable answer to StartTLS', { cause }))
      }
    }
    socket.on('data', onData).on('close', onClose).on('error', settle)
  })
}

/** Undefined while the message is incomplete. */
function parseReply(received: Buffer): number | undefined {
  if (received.length > maxReplyLength) throw new Error('too long')
  const reader = new BerReader(received)
  if (reader.readSequence() === null || reader.remain < reader.length) return undefined
  // Plain bytes after the answer would be read as if they had come through TLS: whoever sits between could speak for the server.
  if (reader.remain > reader.length) throw new Error('bytes between the StartTLS answer and TLS')
  if (reader.readInt() !== 1 || reader.readSequence(extendedResponseTag) === null) throw new Error('not an answer to StartTLS')
  const result = reader.readEnumeration()
  if (result === null) throw new Error('no result code')
  return result
}
