// The server's identity key of online enrollment (P-256): made once per installation, the private half sealed in the database.
import { encodeBase64url } from '@motp/shared/encoding/base64url'
import type { Database } from '../database/database.ts'
import type { Ports } from '../ports.ts'
import { SealError } from './seal.ts'
import { serverKeyContext } from './seal-context.ts'
import type { Seal } from './seal-service.ts'

/** `publicKey`: the uncompressed point, 65 bytes. */
export type IdentityKey = { publicKey: Uint8Array; privateKey: JsonWebKey }

const name = 'identity'

/** Two nodes that start at once agree: the first row stands, and both read it. */
export async function loadIdentityKey({ db }: Database, seal: Seal, { clock }: Ports): Promise<IdentityKey> {
  const found = await findIdentityKey(db, seal)
  if (found) return found
  const { publicKey, privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
  const jwk = await crypto.subtle.exportKey('jwk', privateKey)
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', publicKey))
  const sealedPrivateKey = await seal.seal(new TextEncoder().encode(JSON.stringify(jwk)), serverKeyContext(name))
  await db
    .insertInto('serverKeys')
    .values({ name, publicKey: encodeBase64url(point), sealedPrivateKey, createdAt: clock.now() })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  const kept = await findIdentityKey(db, seal)
  if (!kept) throw new SealError('the identity key was not kept')
  return kept
}

async function findIdentityKey(db: Database['db'], seal: Seal): Promise<IdentityKey | undefined> {
  const row = await db.selectFrom('serverKeys').selectAll().where('name', '=', name).executeTakeFirst()
  if (!row) return undefined
  const privateKey = JSON.parse(new TextDecoder().decode(await seal.unseal(row.sealedPrivateKey, serverKeyContext(name)))) as JsonWebKey
  return { publicKey: pointOf(privateKey), privateKey }
}

/** From the sealed half, not from the column beside it, which is there for an operator to read. */
function pointOf({ x, y }: JsonWebKey): Uint8Array {
  return new Uint8Array(Buffer.concat([Buffer.of(4), Buffer.from(x ?? '', 'base64url'), Buffer.from(y ?? '', 'base64url')]))
}
