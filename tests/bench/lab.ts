// What one run of the bench has: a folder of its own, and what has to be stopped at its end.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSyncShim, type SyncShim } from './sync-shim.ts'

export type Lab = {
  folder: string
  /** Undefined without a C compiler: nothing is slowed then, and no fsync is counted. */
  shim: SyncShim | undefined
  atEnd: (work: () => Promise<unknown>) => void
  close: () => Promise<void>
}

export async function openLab(): Promise<Lab> {
  const folder = await mkdtemp(join(tmpdir(), 'motp-bench-'))
  const works = [() => rm(folder, { recursive: true, force: true })]
  return {
    folder,
    shim: await buildSyncShim(folder),
    atEnd: (work) => works.push(async () => void (await work())),
    async close() {
      for (const work of works.toReversed()) await work()
    },
  }
}

/** Made when it is first asked for: a run of few contenders starts what these need. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}
