// The outside world as values: time, randomness, log. Handed in by main.ts; tests hand in a clock that they move.
import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import pino, { type Logger } from 'pino'

export type Clock = {
  /** ms since epoch */
  now(): number
}

export type Random = {
  bytes(count: number): Uint8Array
  /** `count` decimal digits, each equally likely */
  digits(count: number): string
  /** `count` upper-case hex digits */
  hex(count: number): string
  /** a new row id */
  id(): string
}

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>

export type Ports = { clock: Clock; random: Random; log: Log }

/** The trial's terminal belongs to its user: only what needs attention is written there. */
export function createPorts(mode: 'trial' | 'production'): Ports {
  const log = pino({ level: mode === 'trial' ? 'warn' : 'info', base: null }, pino.destination(mode === 'trial' ? 2 : 1))
  return { clock: systemClock, random: systemRandom, log }
}

export const systemClock: Clock = { now: () => Date.now() }

export const systemRandom: Random = {
  bytes: (count) => new Uint8Array(randomBytes(count)),
  digits: (count) => Array.from({ length: count }, () => randomInt(10)).join(''),
  hex: (count) =>
    randomBytes(Math.ceil(count / 2))
      .toString('hex')
      .slice(0, count)
      .toUpperCase(),
  id: () => randomUUID(),
}
