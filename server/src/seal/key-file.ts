// The key file: 32 random bytes as base64url text, outside the database, readable by its owner alone. It wraps the data keys.
import { createHash } from 'node:crypto'
import { readFile, stat, writeFile } from 'node:fs/promises'
import type { Random } from '../ports.ts'
import { createSealKey, SealError, type SealKey } from './seal.ts'

const keyBytes = 32
const ownerOnly = 0o600
const othersMask = 0o077

/** Writes a new key file; refuses to overwrite one, since without the old key everything sealed is lost. */
export async function createKeyFile(path: string, random: Random): Promise<void> {
  const text = `${Buffer.from(random.bytes(keyBytes)).toString('base64url')}\n`
  await writeFile(path, text, { mode: ownerOnly, flag: 'wx' })
}

export async function readKeyFile(path: string): Promise<Uint8Array> {
  const { mode } = await stat(path)
  // Windows has no such bits; there the folder's access list does this work.
  if (process.platform !== 'win32' && (mode & othersMask) !== 0) {
    throw new SealError(`the key file ${path} can be read by others: make it 0600`)
  }
  const text = (await readFile(path, 'utf8')).trim()
  const bytes = Buffer.from(text, 'base64url')
  if (!/^[A-Za-z0-9_-]{43}$/.test(text) || bytes.length !== keyBytes) throw new SealError(`${path} is not a key file`)
  return new Uint8Array(bytes)
}

/** Names the key by its hash, so that a wrong key file is told apart from a damaged row. */
export function createMasterKey(bytes: Uint8Array): SealKey {
  const name = createHash('sha256').update('motp/key-file|').update(bytes).digest('hex').slice(0, 16)
  return createSealKey(`m${name}`, bytes)
}
