// IndexedDB of the token app. CryptoKeys are stored as they are (structured clone): their bytes never enter this page.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { OfflineDraft } from './offline-draft.ts'
import type { StoredProfile } from './profile.ts'

interface VaultSchema extends DBSchema {
  profiles: { key: string; value: StoredProfile }
  drafts: { key: 'offline'; value: OfflineDraft }
}

export type VaultDatabase = IDBPDatabase<VaultSchema>

export function openVaultDatabase(): Promise<VaultDatabase> {
  return openDB<VaultSchema>('motp', 1, {
    upgrade(database) {
      database.createObjectStore('profiles', { keyPath: 'id' })
      database.createObjectStore('drafts')
    },
    // Another window opened a newer version: step aside, or that window waits for ever.
    blocking(_current, _blocked, event) {
      ;(event.target as IDBDatabase).close()
    },
  })
}
