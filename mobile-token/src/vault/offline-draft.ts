// What has been typed of an offline registration: kept so that a reload loses nothing, erased after ten minutes and at the end.
import type { VaultDatabase } from './database.ts'

export type OfflineDraft = {
  /** ms since epoch of the first digit; the computer's digits are void ten minutes after they appeared. */
  startedAt: number
  challenge: readonly string[]
  activation: readonly string[]
}

export const draftLifetimeMs = 10 * 60_000

export function isDraftAlive(draft: OfflineDraft, nowMs: number): boolean {
  return nowMs >= draft.startedAt && nowMs - draft.startedAt < draftLifetimeMs
}

export type OfflineDraftStore = {
  /** The draft in progress. */
  find(): Promise<OfflineDraft | undefined>
  eraseExpired(): Promise<void>
  save(draft: OfflineDraft): Promise<void>
  erase(): Promise<void>
}

export function createOfflineDraftStore(database: VaultDatabase, now: () => number): OfflineDraftStore {
  const erase = () => database.delete('drafts', 'offline')
  async function eraseExpired(): Promise<void> {
    const draft = await database.get('drafts', 'offline')
    if (draft && !isDraftAlive(draft, now())) await erase()
  }
  return {
    async find() {
      await eraseExpired()
      return database.get('drafts', 'offline')
    },
    eraseExpired,
    async save(draft) {
      await database.put('drafts', draft, 'offline')
    },
    erase,
  }
}
