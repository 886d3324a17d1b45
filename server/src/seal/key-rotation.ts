// `motp key rotate` and `motp key rewrap`: a new data key with everything sealed again under it, or the same data keys under a new key file.
import type { Database, Tx } from '../database/database.ts'
import type { Ports, Random } from '../ports.ts'
import { createMasterKey } from './key-file.ts'
import { currentKeyAgeMs, type KeyRing, unwrapBytes, wrapNewDataKey } from './key-ring.ts'
import { SealError, type SealKey, sealUnder } from './seal.ts'
import { dataKeyContext } from './seal-context.ts'
import type { RecordRotation, Rotation, Seal } from './seal-service.ts'
import { deleteDataKey, listDataKeys, nextKeyId, replaceCurrentDataKey, rewrapDataKey } from './seal-store.ts'
import { type SealedColumn, type SealedValue, sealedColumns } from './sealed-columns.ts'

type Deps = { database: Database; masterKey: SealKey; ring: KeyRing; seal: Pick<Seal, 'seal' | 'unseal'>; ports: Ports }

const batchSize = 200
// Another node may seal under the replaced key for currentKeyAgeMs, in a transaction that commits a little later still.
const keepReplacedKeyMs = 10 * currentKeyAgeMs

/** Servers may run meanwhile. Broken off, it is finished by the next rotation: nothing is lost, since old keys stay until unused. */
export async function rotateDataKey(deps: Deps, record?: RecordRotation): Promise<Rotation> {
  const { database, masterKey, ring, ports } = deps
  const keyId = await database.transact(async (tx) => {
    const id = nextKeyId(await listDataKeys(tx))
    await replaceCurrentDataKey(tx, wrapNewDataKey({ masterKey, random: ports.random }, id, ports.clock.now()))
    await record?.(tx, id)
    return id
  })
  await ring.refresh()
  const counts = { resealed: 0, failed: 0 }
  for (const column of sealedColumns) {
    const { resealed, failed } = await resealColumn(deps, column, keyId)
    counts.resealed += resealed
    counts.failed += failed
  }
  return { keyId, ...counts, keysDeleted: await deleteUnusedKeys(deps) }
}

async function resealColumn(deps: Deps, column: SealedColumn, keyId: string): Promise<{ resealed: number; failed: number }> {
  const counts = { resealed: 0, failed: 0 }
  for (let afterRowId = ''; ; ) {
    const values = await column.listOthers(deps.database.db, { keyId, afterRowId, limit: batchSize })
    const last = values.at(-1)
    if (!last) return counts
    const pairs = await Promise.all(values.map((value) => reseal(deps.seal, value)))
    counts.failed += pairs.filter((pair) => pair === undefined).length
    counts.resealed += await deps.database.transact(async (tx) => {
      let replaced = 0
      for (const pair of pairs) if (pair && (await column.replace(tx, pair.value, pair.resealed))) replaced += 1
      return replaced
    })
    afterRowId = last.rowId
  }
}

/** Undefined when the value does not open, which `unseal` has alarmed: it stays for an operator to look at. */
async function reseal(seal: Deps['seal'], value: SealedValue): Promise<{ value: SealedValue; resealed: string } | undefined> {
  try {
    const plain = await seal.unseal(value.sealed, value.context)
    return { value, resealed: await seal.seal(plain, value.context) }
  } catch (error) {
    if (error instanceof SealError) return undefined
    throw error
  }
}

/** A key goes when nothing is sealed under it and its successor is old enough for every node to have noticed. */
async function deleteUnusedKeys({ database, ports }: Deps): Promise<number> {
  const keys = await listDataKeys(database.db)
  let deleted = 0
  for (const [index, key] of keys.entries()) {
    const successor = keys[index + 1]
    if (!successor || ports.clock.now() - successor.createdAt < keepReplacedKeyMs || (await isUsed(database, key.id))) continue
    await database.transact((tx) => deleteDataKey(tx, key.id))
    deleted += 1
  }
  return deleted
}

async function isUsed({ db }: Database, keyId: string): Promise<boolean> {
  for (const column of sealedColumns) if ((await column.countUnder(db, keyId)) > 0) return true
  return false
}

export type Rewrap = { from: Uint8Array; to: Uint8Array; random: Random; record?: (tx: Tx) => Promise<void> }

/** Puts the data keys under another key file. Servers that run go on with what they have in memory; start them anew with the new file. */
export async function rewrapDataKeys(database: Database, { from, to, random, record }: Rewrap): Promise<number> {
  const oldMaster = createMasterKey(from)
  const newMaster = createMasterKey(to)
  return database.transact(async (tx) => {
    const keys = await listDataKeys(tx)
    for (const row of keys) {
      const bytes = unwrapBytes(oldMaster, row)
      const wrapped = sealUnder(newMaster, bytes, dataKeyContext(row.id), random)
      if (!(await rewrapDataKey(tx, row.id, row.wrappedKey, wrapped))) throw new SealError('the keys are being changed by someone else')
    }
    await record?.(tx)
    return keys.length
  })
}
