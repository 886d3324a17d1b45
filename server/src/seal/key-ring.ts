// The data keys in memory. Keys are read through the database's `aside` connection, so a key that another node made
// a moment ago can be found in the middle of a transaction without waiting for that transaction.
import type { Database } from '../database/database.ts'
import type { Clock, Random } from '../ports.ts'
import { createSealKey, SealError, type SealKey, sealedPrefix, sealUnder, unsealUnder } from './seal.ts'
import { dataKeyContext } from './seal-context.ts'
import { addFirstDataKey, listDataKeys } from './seal-store.ts'

/** A node seals under a key at most this long after another node replaced it. */
export const currentKeyAgeMs = 60_000

export type KeyRing = {
  /** The key to seal with. */
  current(): Promise<SealKey>
  /** Throws SealError when there is no such key. */
  find(id: string): Promise<SealKey>
  /** One that is in memory. */
  known(id: string): SealKey | undefined
  /** Reads the table again. */
  refresh(): Promise<void>
}

type Deps = { database: Database; masterKey: SealKey; clock: Clock; random: Random }

export async function openKeyRing(deps: Deps): Promise<KeyRing> {
  const { database, masterKey, clock, random } = deps
  await addFirstKeyIfNone(deps)
  const keys = new Map<string, SealKey>()
  let current: { key: SealKey; readAt: number } | undefined

  const refresh = async () => {
    const readAt = clock.now()
    for (const row of await listDataKeys(database.aside)) {
      const key = keys.get(row.id) ?? unwrapDataKey(masterKey, row)
      keys.set(row.id, key)
      if (row.isCurrent === 1) current = { key, readAt }
    }
  }
  await refresh()

  return {
    refresh,
    known: (id) => keys.get(id),
    async current() {
      if (!current || clock.now() - current.readAt >= currentKeyAgeMs) await refresh()
      if (!current) throw new SealError('there is no current data key')
      return current.key
    },
    async find(id) {
      if (!keys.has(id)) await refresh()
      const key = keys.get(id)
      if (!key) throw new SealError('there is no such data key')
      return key
    },
  }

  async function addFirstKeyIfNone({ database: { db } }: Deps): Promise<void> {
    if ((await listDataKeys(db)).length > 0) return
    await addFirstDataKey(db, wrapNewDataKey({ masterKey, random }, 'k1', clock.now()))
  }
}

/** Random bytes, wrapped; the bytes themselves are not kept here. */
export function wrapNewDataKey({ masterKey, random }: Pick<Deps, 'masterKey' | 'random'>, id: string, createdAt: number) {
  return { id, wrappedKey: sealUnder(masterKey, random.bytes(32), dataKeyContext(id), random), createdAt }
}

function unwrapDataKey(masterKey: SealKey, row: { id: string; wrappedKey: string }): SealKey {
  return createSealKey(row.id, unwrapBytes(masterKey, row))
}

export function unwrapBytes(masterKey: SealKey, { id, wrappedKey }: { id: string; wrappedKey: string }): Uint8Array {
  if (!wrappedKey.startsWith(sealedPrefix(masterKey.id))) throw new SealError(`this key file is not the one that wraps data key ${id}`)
  return unsealUnder(masterKey, wrappedKey, dataKeyContext(id))
}
