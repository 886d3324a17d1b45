// RADIUS over TLS (RFC 6614): the same requests as over UDP, in one connection per client.
import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { createServer, type TLSSocket } from 'node:tls'
import { plainAddress } from '../addresses/address.ts'
import type { Log } from '../ports.ts'
import { splitPackets } from './packet-stream.ts'
import type { RunningServer } from './radius-server.ts'
import type { Arrival, RadiusService, SilenceReason } from './radius-service.ts'

export type RadsecServerOptions = {
  host: string
  port: number
  /** PEM. */
  certificate: string
  key: string
  /** PEM of the authority whose certificates clients have to show. Without one they prove themselves by their own shared secret, as over UDP:
   * the public word "radsec" would let in whoever reaches the port from a client's address. */
  clientAuthority: string | undefined
  service: RadiusService
  log: Log
}

const limits = { connections: 1_000, handshakeMs: 10_000, idleMs: 600_000, inFlightPerConnection: 256, farewellMs: 1_000 }

/** RFC 6613 2.6.4: after these, sender and stream are not what they seem, and the connection ends. */
const fatalSilences = new Set<SilenceReason>(['malformed', 'unknown-client', 'wrong-message-authenticator'])

export async function startRadsecServer(options: RadsecServerOptions): Promise<RunningServer> {
  const { host, port, certificate, key, clientAuthority, service, log } = options
  const provenBy = clientAuthority === undefined ? 'secret' : 'certificate'
  const server = createServer({
    cert: certificate,
    key,
    ...(clientAuthority === undefined ? {} : { ca: clientAuthority, requestCert: true, rejectUnauthorized: true }),
    minVersion: 'TLSv1.2',
    handshakeTimeout: limits.handshakeMs,
    // A client that has sent its last request still gets the answers.
    allowHalfOpen: true,
  })
  server.maxConnections = limits.connections
  const open = new Set<Socket>()
  const talking = new Set<TLSSocket>()
  const inFlight = new Set<Promise<void>>()

  server.on('connection', (socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    socket.on('error', (err: Error) => log.debug({ err }, 'radsec: connection'))
    turnAwayStranger(socket, service).catch((err) => log.error({ err }, 'radsec: connection'))
  })
  server.on('tlsClientError', (err: Error, socket: TLSSocket) => log.debug({ err, address: socket.remoteAddress }, 'radsec: handshake'))
  server.on('secureConnection', (socket) => {
    talking.add(socket)
    socket.once('close', () => talking.delete(socket))
    socket.setTimeout(limits.idleMs, () => socket.destroy())
    // Also when nobody reads any more, an error is told here instead of ending the process.
    socket.on('error', (err: Error) => log.debug({ err }, 'radsec: connection'))
    serveConnection(socket, { service, provenBy, inFlight }).catch((err) => {
      log.debug({ err }, 'radsec: hung up')
      socket.destroy()
    })
  })
  server.listen(port, host)
  await once(server, 'listening')
  return {
    address: server.address() as AddressInfo,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      await Promise.all(inFlight)
      for (const socket of talking) socket.destroySoon()
      // Those in their handshake, and those that do not take their last answer.
      const farewell = setTimeout(() => open.forEach((socket) => void socket.destroy()), limits.farewellMs)
      await closed
      clearTimeout(farewell)
    },
  }
}

/** Before the handshake: it is the costly part. */
async function turnAwayStranger(socket: Socket, service: RadiusService): Promise<void> {
  if (!(await service.knows(plainAddress(socket.remoteAddress ?? '')))) socket.destroy()
}

type Serving = { service: RadiusService; provenBy: Arrival['provenBy']; inFlight: Set<Promise<void>> }

/** Ends with the connection. Reads no further while the client lets as many answers wait as it has identifiers. */
async function serveConnection(socket: TLSSocket, { service, provenBy, inFlight }: Serving): Promise<void> {
  const sender = { address: plainAddress(socket.remoteAddress ?? ''), port: socket.remotePort ?? 0, provenBy }
  const own = new Set<Promise<void>>()
  for await (const bytes of splitPackets(socket.iterator({ destroyOnReturn: false }))) {
    const work = answerOn(socket, { ...sender, bytes }, service).finally(() => {
      own.delete(work)
      inFlight.delete(work)
    })
    own.add(work)
    inFlight.add(work)
    if (own.size >= limits.inFlightPerConnection) await Promise.race(own)
  }
  await Promise.all(own)
  socket.end()
}

async function answerOn(socket: TLSSocket, arrival: Arrival, service: RadiusService): Promise<void> {
  const answered = await service.answer(arrival)
  if ('reply' in answered) {
    // Told of an error too, when the connection is gone.
    await new Promise<void>((resolve) => socket.write(answered.reply, () => resolve()))
  } else if (fatalSilences.has(answered.silence)) socket.destroy()
}
