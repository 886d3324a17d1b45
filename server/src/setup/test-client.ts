// For the time of a test, this machine's own address is a RADIUS client: it may ask whether the server is alive, and nothing else.
import { networkInterfaces } from 'node:os'
import type { RadiusClient } from '../radius/radius-client.ts'

type Find = (address: string) => Promise<RadiusClient | undefined>

/** Registered clients come first: a real device on this machine stays what it is. */
export function withTestClient(findClient: Find, findSecret: () => Promise<Uint8Array | undefined>): Find {
  return async (address) => {
    const found = await findClient(address)
    if (found || !isOwnAddress(address)) return found
    const secret = await findSecret()
    // Nobody is registered under this id, so that no password and no code is ever checked for it.
    return secret && { id: 'radius-test', name: 'RADIUS test', addresses: [address], secret, ...terms }
  }
}

const terms = { requiresMessageAuthenticator: true, mode: 'code', language: 'en' } as const

function isOwnAddress(address: string): boolean {
  const own = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  return own.some((one) => one.address === address) || address.startsWith('127.')
}
