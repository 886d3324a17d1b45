// RADIUS over UDP (RFC 2865). Every datagram is answered by itself; many are in flight at once.
import { createSocket, type RemoteInfo } from 'node:dgram'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { isIPv6 } from 'node:net'
import { plainAddress } from '../addresses/address.ts'
import type { Log } from '../ports.ts'
import type { RadiusService } from './radius-service.ts'

export type RunningServer = {
  address: AddressInfo
  /** Takes no more requests, answers those it has, ends. */
  close(): Promise<void>
}

export type RadiusServerOptions = { host: string; port: number; service: RadiusService; log: Log }

/** What the kernel keeps while a burst is being read; it grants less when its own limit is lower. */
const receiveBufferBytes = 4 * 1024 * 1024

export async function startRadiusServer({ host, port, service, log }: RadiusServerOptions): Promise<RunningServer> {
  const socket = createSocket({ type: isIPv6(host) ? 'udp6' : 'udp4', recvBufferSize: receiveBufferBytes })
  const inFlight = new Set<Promise<void>>()

  const answer = async (bytes: Uint8Array, sender: RemoteInfo): Promise<void> => {
    const answered = await service.answer({ bytes, address: plainAddress(sender.address), port: sender.port, provenBy: 'secret' })
    if (!('reply' in answered)) return
    await new Promise<void>((resolve) => {
      socket.send(answered.reply, sender.port, sender.address, (err) => {
        if (err) log.warn({ err, address: sender.address }, 'radius: reply not sent')
        resolve()
      })
    })
  }
  const take = (bytes: Uint8Array, sender: RemoteInfo): void => {
    const work = answer(bytes, sender).finally(() => inFlight.delete(work))
    inFlight.add(work)
  }

  socket.bind(port, host)
  await once(socket, 'listening')
  socket.on('error', (err) => log.error({ err }, 'radius: socket'))
  socket.on('message', take)
  return {
    address: socket.address(),
    async close() {
      socket.off('message', take)
      await Promise.all(inFlight)
      await new Promise<void>((resolve) => socket.close(() => resolve()))
    },
  }
}
