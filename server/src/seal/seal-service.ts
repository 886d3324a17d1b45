// Sealing for every feature: seals under the current data key, opens under any that is still kept, rotates while servers run.
import type { Database, Tx } from '../database/database.ts'
import type { Ports } from '../ports.ts'
import { createMasterKey } from './key-file.ts'
import { type KeyRing, openKeyRing } from './key-ring.ts'
import { rotateDataKey } from './key-rotation.ts'
import { keyIdOf, SealError, sealUnder, unsealUnder } from './seal.ts'

export type Seal = {
  /** May be called inside a transaction, as may `unseal`. `context` comes from seal-context.ts. */
  seal(plain: Uint8Array, context: string): Promise<string>
  /** Throws SealError, already alarmed in the log: the caller denies. */
  unseal(sealed: string, context: string): Promise<Uint8Array>
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
  const seal: Pick<Seal, 'seal' | 'unseal'> = {
    seal: async (plain, context) => sealUnder(await ring.current(), plain, context, random),
    unseal: async (sealed, context) => {
      try {
        return await open(ring, sealed, context)
      } catch (error) {
        // Never the value itself: the context says which row it is.
        log.error(
          { alarm: 'seal.failed', context, reason: error instanceof SealError ? error.message : 'keys cannot be read' },
          'unseal failed',
        )
        throw error instanceof SealError ? error : new SealError('keys cannot be read', { cause: error })
      }
    },
  }
  return { ...seal, rotate: (record) => rotateDataKey({ database, masterKey: master, ring, seal, ports }, record) }
}

async function open(ring: KeyRing, sealed: string, context: string): Promise<Uint8Array> {
  return unsealUnder(await ring.find(keyIdOf(sealed)), sealed, context)
}
