// How long anybody waits: codes shown at an even pace, whatever their answers take, and the one lock of the SQLite file tried every millisecond.
import { setTimeout as delay } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import type { Deck } from '../bench/deck.ts'
import { createAsker } from '../fault/verify-asker.ts'

export type Waits = {
  verifications: { ms: number; outcome: string }[] /** ms that the lock was found held, one after the other */
  locks: number[]
}
type Watch = { file: string; deck: Deck; key: string; port: number; rate: number }

export async function watchWaits({ file, deck, key, port, rate }: Watch, isOver: () => Promise<boolean>): Promise<Waits> {
  const waits: Waits = { verifications: [], locks: [] }
  const state = { isOver: false }
  const watching = watchLock(file, state, waits.locks)
  const asker = createAsker(key)
  const open = new Set<Promise<void>>()
  const show = async (): Promise<void> => {
    const [credential] = await deck.right(1)
    if (!credential) return
    const began = performance.now()
    const outcome = await asker.ask(port, credential)
    waits.verifications.push({ ms: performance.now() - began, outcome })
  }
  let lastLook = performance.now()
  for (let next = performance.now(); !state.isOver; next += 1000 / rate) {
    const asked = show().finally(() => open.delete(asked))
    open.add(asked)
    await delay(Math.max(0, next - performance.now()))
    if (performance.now() - lastLook < 500) continue
    lastLook = performance.now()
    state.isOver = await isOver()
  }
  await Promise.all(open)
  await watching
  asker.close()
  return waits
}

async function watchLock(path: string, state: { isOver: boolean }, locks: number[]): Promise<void> {
  const file = new Sqlite(path, { timeout: 0 })
  let since: number | undefined
  while (!state.isOver) {
    const now = performance.now()
    if (tryLock(file)) {
      if (since !== undefined) locks.push(now - since)
      since = undefined
    } else since ??= now
    await delay(1)
  }
  file.close()
}

function tryLock(file: Sqlite.Database): boolean {
  try {
    file.exec('begin immediate')
  } catch {
    return false
  }
  file.exec('rollback')
  return true
}
