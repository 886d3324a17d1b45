// Spellings of a sender's address. Pure.
import { isIPv6 } from 'node:net'

/** One spelling per sender: IPv4 seen through an IPv6 socket (`::ffff:10.1.2.3`) is IPv4, and a zone (`fe80::1%eth0`) is no part of it. */
export function plainAddress(address: string): string {
  if (!address.includes(':')) return address
  const plain = canonicalAddress(address.split('%')[0] ?? '')
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(plain) ?? []
  if (high === undefined || low === undefined) return plain
  return [high, low].flatMap((word) => [Number.parseInt(word, 16) >> 8, Number.parseInt(word, 16) & 0xff]).join('.')
}

/** RFC 5952, by the URL parser: `::FFFF:10.1.2.3` and `0:0:0:0:0:ffff:a01:203` are `::ffff:a01:203`. */
export function canonicalAddress(address: string): string {
  return isIPv6(address) ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address
}

/** The key for counting by address: one IPv6 customer has a whole /64 (RFC 6177), so it is counted as one. */
export function addressKey(address: string): string {
  const plain = plainAddress(address)
  if (!isIPv6(plain)) return plain
  const [head = '', tail = ''] = plain.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === '' ? [] : tail.split(':')
  const zeros = plain.includes('::') ? Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0') : []
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`
}
