// Counts the durable writes of a server and can slow them, by a few lines of C (sync-shim.c) put before libc's fsync and fdatasync.
import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export type SyncWatch = { environment: Record<string, string>; count: () => number }
export type SyncShim = { watch: (name: string, delayMs?: number) => SyncWatch }

/** Undefined on a machine without a C compiler. */
export async function buildSyncShim(folder: string): Promise<SyncShim | undefined> {
  const library = join(folder, 'sync-shim.so')
  const source = fileURLToPath(new URL('sync-shim.c', import.meta.url))
  try {
    await promisify(execFile)('cc', ['-shared', '-fPIC', '-O2', '-o', library, source])
  } catch {
    return undefined
  }
  return {
    watch(name, delayMs = 0) {
      const file = join(folder, `${name}.syncs`)
      writeFileSync(file, Buffer.alloc(8))
      return {
        environment: { LD_PRELOAD: library, SYNC_COUNT_FILE: file, SYNC_DELAY_US: String(delayMs * 1000) },
        count: () => Number(readFileSync(file).readBigUInt64LE()),
      }
    },
  }
}
