// TCP servers that misbehave: say nothing, answer with fixed bytes and then say nothing, hang up, or drip.
import { once } from 'node:events'
import net from 'node:net'

export type TroubledServer = { port: number; received: () => Buffer; stop(): Promise<void> }

/** `onConnection` and `onData` get each connection; doing nothing is hanging. */
export async function startTroubledServer(behaviour: {
  onConnection?: (socket: net.Socket) => void
  onData?: (socket: net.Socket, data: Buffer) => void
}): Promise<TroubledServer> {
  const sockets = new Set<net.Socket>()
  const chunks: Buffer[] = []
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    if (behaviour.onData || !behaviour.onConnection)
      socket.on('data', (data) => {
        chunks.push(data)
        behaviour.onData?.(socket, data)
      })
    behaviour.onConnection?.(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not listening on a port')
  return {
    port: address.port,
    received: () => Buffer.concat(chunks),
    async stop() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** From now on the connection is one to `port` of this machine. */
export function forward(socket: net.Socket, port: number): void {
  const upstream = net.connect(port, '127.0.0.1')
  upstream.on('error', () => socket.destroy())
  socket.on('close', () => upstream.destroy())
  socket.pipe(upstream).pipe(socket)
}
