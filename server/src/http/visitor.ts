// What is known of every request before anyone has signed in: a request id, the address, the language.
import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'
import { chooseLanguage, type Language } from '@motp/shared/protocol/language'
import type { NextFunction, Request, Response } from 'express'

export type Visitor = {
  requestId: string
  address: string
  /** User-Agent, cut to 300 characters. */
  agent: string
  language: Language
}

const visitors = new WeakMap<Request, Visitor>()

/** Middleware: the first of all, so that errors too carry the request id and the caller's language. */
export function greetVisitor(request: Request, response: Response, next: NextFunction): void {
  const visitor = describeVisitor(request.headers, request.ip ?? '')
  visitors.set(request, visitor)
  response.set('x-request-id', visitor.requestId)
  next()
}

/** `address`: the sender's, behind however many proxies are trusted. */
export function describeVisitor(headers: IncomingHttpHeaders, address: string): Visitor {
  return {
    requestId: randomUUID(),
    address: plainAddress(address),
    agent: (headers['user-agent'] ?? '').slice(0, 300),
    language: chooseLanguage(headers['accept-language']),
  }
}

/** The sender as the outermost of `trustProxy` proxies saw it: what Express does for `request.ip` with that many hops. */
export function readSenderAddress({ socket, headers }: IncomingMessage, trustProxy: number): string {
  const forwarded = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '')
  const hops = [socket.remoteAddress ?? '', ...forwarded.toReversed()]
  return hops[Math.min(trustProxy, hops.length - 1)] ?? ''
}

export function getVisitor(request: Request): Visitor {
  const visitor = visitors.get(request)
  if (!visitor) throw new Error('greetVisitor must be the first middleware')
  return visitor
}

/** `::ffff:192.0.2.1` is the IPv4 address that it wraps. */
function plainAddress(address: string): string {
  return address.startsWith('::ffff:') ? address.slice(7) : address
}

/** The key for counting by address: one IPv6 customer has a whole /64 (RFC 6177), so it is counted as one. */
export function addressKey(address: string): string {
  if (!isIPv6(address)) return address
  const [head = '', tail = ''] = address.toLowerCase().split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === '' ? [] : tail.split(':')
  const zeros = address.includes('::') ? Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0') : []
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`
}
