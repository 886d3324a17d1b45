// A relying system: what it may ask, and the form of its key. Pure.
import { hash, timingSafeEqual } from 'node:crypto'
import type { Client as ClientView, newClientSchema } from '@motp/shared/protocol/clients'
import type { z } from 'zod'
import { parseAddressRange } from '../addresses/address-range.ts'
import type { Random } from '../ports.ts'

/** As IT sees it, with what its key is checked against. */
export type Client = ClientView & { keyHash: string | null; sealedSecret: string | null }

export type NewClient = z.output<typeof newClientSchema>

/** `motp_<id>_<256 random bits>`: the id finds the row, so that one hash is compared and not all of them. */
export function createKey(clientId: string, random: Random): string {
  return `motp_${clientId}_${Buffer.from(random.bytes(32)).toString('base64url')}`
}

const keyForm = /^motp_([0-9a-f-]{36})_[A-Za-z0-9_-]{43}$/

/** The id in a key, undefined when it is none of ours. */
export function readKeyId(key: string): string | undefined {
  return keyForm.exec(key)?.[1]
}

/** The random part has 256 bits, so no slow hash is needed. */
export function hashKey(key: string): string {
  return hash('sha256', key, 'base64url')
}

export function isKeyOf(client: Client, key: string): boolean {
  const expected = Buffer.from(client.keyHash ?? '')
  const shown = Buffer.from(hashKey(key))
  return expected.length === shown.length && timingSafeEqual(expected, shown)
}

/** Fields of a new client that do not fit together; empty when it is in order. */
export function findFaults({ kind, addresses, modes, secret }: NewClient): string[] {
  const faults: string[] = []
  if (!addresses.every((text) => parseAddressRange(text))) faults.push('addresses')
  // A RADIUS client is known by its address alone.
  if (kind === 'radius' && addresses.length === 0) faults.push('addresses')
  // RADIUS has one password field and no way to say what is in it.
  if (kind === 'radius' && modes.length !== 1) faults.push('modes')
  // A REST key is made here: one that people choose is one that people guess.
  if (kind === 'rest' && secret !== undefined) faults.push('secret')
  return [...new Set(faults)]
}

export function toClientView({ keyHash: _, sealedSecret: __, ...view }: Client): ClientView {
  return view
}
