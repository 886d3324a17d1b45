// Where a phone on the same network finds this machine.
import { hostname, networkInterfaces } from 'node:os'

/** This machine's IPv4 addresses, those of private networks (RFC 1918) first: the first one is what phones are told. */
export function lanAddresses(interfaces = networkInterfaces()): string[] {
  const addresses = Object.values(interfaces)
    .flatMap((found) => found ?? [])
    .filter(({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'))
    .map(({ address }) => address)
  return [...addresses.filter(isPrivateAddress), ...addresses.filter((address) => !isPrivateAddress(address))]
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
