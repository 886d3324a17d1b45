// From where a client may ask: IP addresses and CIDR ranges, the closest one first. Pure.
import { BlockList, isIP, isIPv4 } from 'node:net'
import { canonicalAddress, plainAddress } from './address.ts'

type Family = 'ipv4' | 'ipv6'
export type AddressRange = { network: string; prefixLength: number; family: Family }

/** `10.1.2.3`, `10.1.0.0/16`, `2001:db8::/32`; undefined for anything else. IPv4 is written as IPv4, not within `::ffff:`. */
export function parseAddressRange(text: string): AddressRange | undefined {
  const [network = '', length, ...rest] = text.split('/')
  if (isIP(network) === 0 || rest.length > 0 || network.includes('%') || plainAddress(network) !== canonicalAddress(network))
    return undefined
  const [family, bits] = isIPv4(network) ? (['ipv4', 32] as const) : (['ipv6', 128] as const)
  if (length === undefined) return { network, prefixLength: bits, family }
  return /^\d{1,3}$/.test(length) && Number(length) <= bits ? { network, prefixLength: Number(length), family } : undefined
}

export type AddressFinder<Owner> = (address: string) => Owner | undefined

/** Finds whose range names an address most closely; of two with the same range, the first. Unreadable ranges match nothing. */
export function createAddressFinder<Owner>(owners: readonly { owner: Owner; addresses: readonly string[] }[]): AddressFinder<Owner> {
  const entries = owners
    .flatMap(({ owner, addresses }) => addresses.map((text) => ({ owner, range: parseAddressRange(text) })))
    .flatMap(({ owner, range }) => (range ? [{ owner, ...range, list: listOf(range) }] : []))
    .toSorted((a, b) => b.prefixLength - a.prefixLength)
  return (sender) => {
    const address = plainAddress(sender)
    const family: Family = isIPv4(address) ? 'ipv4' : 'ipv6'
    return isIP(address) === 0 ? undefined : entries.find((entry) => entry.family === family && entry.list.check(address, family))?.owner
  }
}

function listOf({ network, prefixLength, family }: AddressRange): BlockList {
  const list = new BlockList()
  list.addSubnet(network, prefixLength, family)
  return list
}
