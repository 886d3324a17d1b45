// What is known of every request before anyone has signed in: a request id, the address, the language.
import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { chooseLanguage, type Language } from '@motp/shared/protocol/language'
import type { NextFunction, Request, Response } from 'express'
import { plainAddress } from '../addresses/address.ts'

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
  if (trustProxy === 0) return socket.remoteAddress ?? ''
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
