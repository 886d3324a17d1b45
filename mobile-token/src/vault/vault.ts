// The vault: the only place that touches keys. Screens see profiles and ask for codes; a lock (PIN, biometrics) can stand in
// front of `codeOf` without any screen knowing.
import { generateCodeFromKey } from '@motp/shared/otp/key-code'
import type { Finish } from '@motp/shared/protocol/provisioning'
import type { VaultDatabase } from './database.ts'
import { type Profile, type ProfileState, type StoredProfile, sortProfiles, toProfile } from './profile.ts'

export type Vault = {
  /** The profiles as last read, newest first. The same array until something changes. */
  profiles(): readonly Profile[]
  subscribe(listener: () => void): () => void
  add(profile: Omit<StoredProfile, 'id'>): Promise<string>
  /** The code of one time step. */
  codeOf(id: string, step: number): Promise<string>
  /** M3 of every profile that still waits for its answer. */
  pendingFinishes(): Promise<{ id: string; finish: Finish }[]>
  settle(id: string, state: Exclude<ProfileState, 'pending'>): Promise<void>
  rename(id: string, account: string): Promise<void>
  remove(id: string): Promise<void>
  removeAll(): Promise<void>
}

export async function createVault(database: VaultDatabase): Promise<Vault> {
  // Two open windows of the app show the same list.
  const channel = new BroadcastChannel('motp-vault')
  const listeners = new Set<() => void>()
  const state = { profiles: await readProfiles(database) }

  async function refresh(): Promise<void> {
    state.profiles = await readProfiles(database)
    for (const listener of listeners) listener()
  }
  async function announce(): Promise<void> {
    await refresh()
    channel.postMessage('changed')
  }
  async function change(id: string, apply: (stored: StoredProfile) => StoredProfile): Promise<void> {
    const transaction = database.transaction('profiles', 'readwrite')
    const stored = await transaction.store.get(id)
    if (stored) await transaction.store.put(apply(stored))
    await transaction.done
    await announce()
  }
  channel.onmessage = () => void refresh()

  return {
    profiles: () => state.profiles,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async add(profile) {
      const id = crypto.randomUUID()
      await database.add('profiles', { ...profile, id })
      await announce()
      return id
    },
    async codeOf(id, step) {
      const stored = await database.get('profiles', id)
      if (!stored) throw new Error(`no profile ${id}`)
      return generateCodeFromKey(stored.seedKey, stored.parameters, step)
    },
    async pendingFinishes() {
      const stored = await database.getAll('profiles')
      return stored.flatMap(({ id, state, finish }) => (state === 'pending' && finish ? [{ id, finish }] : []))
    },
    settle: (id, settled) => change(id, ({ finish: _answered, ...stored }) => ({ ...stored, state: settled })),
    rename: (id, account) => change(id, (stored) => ({ ...stored, account })),
    async remove(id) {
      await database.delete('profiles', id)
      await announce()
    },
    async removeAll() {
      const transaction = database.transaction(['profiles', 'drafts'], 'readwrite')
      await Promise.all([transaction.objectStore('profiles').clear(), transaction.objectStore('drafts').clear(), transaction.done])
      await announce()
    },
  }
}

async function readProfiles(database: VaultDatabase): Promise<readonly Profile[]> {
  return sortProfiles((await database.getAll('profiles')).map(toProfile))
}
