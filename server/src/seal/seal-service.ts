// Sealing for every feature: seals under the current data key, opens under any that is still kept, rotates while servers run.
import type { Database, Tx } from '../database/database.ts'
import type { Ports } from '../ports.ts'
import { createMasterKey } from './key-file.ts'
import { openKeyRing } from './key-ring.ts'
import { rotateDataKey } from './key-rotation.ts'
import { keyIdOf, SealError, sealUnder, unsealUnder } from './seal.ts'

export type Seal = {
  /** May be called inside a transaction, as may `unseal`. `context` comes from seal-context.ts. */
  seal(plain: Uint8Array, context: string): Promise<string>
  /** Throws SealError, already alarmed in the log: the caller denies. */
  unseal(sealed: string, context: string): Promise<Uint8Array>
  /** The same within this turn of the event loop; undefined when the key is not in memory yet, which `unseal` then finds. */
  unsealNow(sealed: string, context: string): Uint8Array | undefined
  /** New data key, then everything sealed is sealed again under it. Never inside a transaction. `record`: writes the audit event. */
  rotate(record?: RecordRotation): Promise<Rotation>
}

/** Runs in the transaction that makes the new key. */
export type RecordRotation = (tx: Tx, keyId: string) => Promise<void>

/** `failed`: values that did not open; they are left as they are, and so is their key. */
export type Rotation = { keyId: string; resealed: number; failed: number; keysDeleted: number }

type Deps = { database: Database; masterKey: Uint8Array; ports: Ports }

/** Throws SealError when the key file is not the one that wraps this database's keys. */
export async function createSeal({ database, masterKey, ports }: Deps): Promise<Seal> {
  const { clock, random, log } = ports
  const master = createMasterKey(masterKey)
  const ring = await openKeyRing({ database, masterKey: master, clock, random })
  // Never the value itself: the context says which row it is.
  const alarm = (error: unknown, context: string): SealError => {
    const reason = error instanceof SealError ? error.message : 'keys cannot be read'
    log.error({ alarm: 'seal.failed', context, reason }, 'unseal failed')
    return error instanceof SealError ? error : new SealError('keys cannot be read', { cause: error })
  }
  const seal: Omit<Seal, 'rotate'> = {
    seal: async (plain, context) => sealUnder(await ring.current(), plain, context, random),
    unseal: async (sealed, context) => {
      try {
        return unsealUnder(await ring.find(keyIdOf(sealed)), sealed, context)
      } catch (error) {
        throw alarm(error, context)
      }
    },
    unsealNow: (sealed, context) => {
      try {
        const key = ring.known(keyIdOf(sealed))
        return key && unsealUnder(key, sealed, context)
      } catch (error) {
        throw alarm(error, context)
      }
    },
  }
  return { ...seal, rotate: (record) => rotateDataKey({ database, masterKey: master, ring, seal, ports }, record) }
}
