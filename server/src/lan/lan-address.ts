// Where a phone on the same network finds this machine.
import { hostname, networkInterfaces } from 'node:os'

/** This machine's private IPv4 addresses (RFC 1918), those of its networks only. A public address is none: the trial site stays inside. */
export function lanAddresses(interfaces = networkInterfaces()): string[] {
  return Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal, address }) => family === 'IPv4' && !internal && isPrivateAddress(address))
    .map(({ address }) => address)
}

export function isPrivateAddress(address: string): boolean {
  const [first, second = 0] = address.split('.').map(Number)
  return first === 10 || (first === 172 && second >= 16 && second <= 31) || (first === 192 && second === 168)
}

/** Names under which the server's certificate is valid beside its addresses. */
export function lanNames(host = hostname()): string[] {
  const name = host.toLowerCase().replace(/\.local$/, '')
  return /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(name) && name !== 'localhost' ? ['localhost', `${name}.local`] : ['localhost']
}
