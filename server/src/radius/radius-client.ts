// A RADIUS client (a VPN gateway, a proxy) and how a sender's address finds it. Pure.
import { BlockList, isIP, isIPv4 } from 'node:net'
import type { Language } from '@motp/shared/protocol/language'

export type RadiusClient = {
  id: string
  name: string
  /** IP addresses or CIDR ranges. */
  addresses: readonly string[]
  secret: Uint8Array
  /** False for an old device that cannot send it: then anyone who can send from its address may guess. */
  requiresMessageAuthenticator: boolean
  /** What the password field holds: the code; directory password and code in one; or the password, and the code in a second round. */
  mode: 'code' | 'password+code' | 'challenge'
  language: Language
}

type AddressRange = { network: string; length: number; family: 'ipv4' | 'ipv6' }

/** `10.1.2.3`, `10.1.0.0/16`, `2001:db8::/32`; undefined for anything else. */
export function parseAddressRange(text: string): AddressRange | undefined {
  const [written = '', length, ...rest] = text.split('/')
  const network = normalizeAddress(written)
  if (isIP(network) === 0 || rest.length > 0) return undefined
  const [family, bits] = isIPv4(network) ? (['ipv4', 32] as const) : (['ipv6', 128] as const)
  if (length === undefined) return { network, length: bits, family }
  return /^\d{1,3}$/.test(length) && Number(length) <= bits ? { network, length: Number(length), family } : undefined
}

/** One spelling per sender: IPv4 seen through an IPv6 socket (`::ffff:10.1.2.3`) is IPv4, and a zone (`fe80::1%eth0`) is not part of an address. */
export function normalizeAddress(address: string): string {
  const [withoutZone = ''] = address.split('%')
  const mapped = /^::ffff:([\d.]+)$/i.exec(withoutZone)?.[1]
  return mapped !== undefined && isIPv4(mapped) ? mapped : withoutZone
}

/** Finds the client whose range names an address most closely; of two with the same range, the first. Unreadable ranges match nothing. */
export function createClientFinder(clients: readonly RadiusClient[]): (address: string) => RadiusClient | undefined {
  const entries = clients
    .flatMap((client) => client.addresses.map((text) => ({ client, range: parseAddressRange(text) })))
    .flatMap(({ client, range }) => (range ? [{ client, range, matcher: matcherOf(range) }] : []))
    .toSorted((a, b) => b.range.length - a.range.length)
  return (sender) => {
    const address = normalizeAddress(sender)
    if (isIP(address) === 0) return undefined
    const family = isIPv4(address) ? 'ipv4' : 'ipv6'
    return entries.find(({ range, matcher }) => range.family === family && matcher.check(address, family))?.client
  }
}

function matcherOf({ network, length, family }: AddressRange): BlockList {
  const matcher = new BlockList()
  matcher.addSubnet(network, length, family)
  return matcher
}
