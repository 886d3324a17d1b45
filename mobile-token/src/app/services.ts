// Everything the screens work with, put together once at the start.
import type { Language } from '@motp/shared/protocol/language'
import { type AppUpdate, watchAppUpdate } from '../platform/app-update.ts'
import { type ClockWatch, createClockWatch } from '../platform/clock.ts'
import { describeDevice } from '../platform/device-name.ts'
import { type Installation, watchInstallation } from '../platform/installation.ts'
import { openVaultDatabase } from '../vault/database.ts'
import { createOfflineDraftStore, type OfflineDraftStore } from '../vault/offline-draft.ts'
import { createVault, type Vault } from '../vault/vault.ts'

export type Services = {
  vault: Vault
  drafts: OfflineDraftStore
  language: () => Language
  clock: ClockWatch
  installation: Installation
  update: AppUpdate
  now: () => number
  origin: string
  device: string
}

/** Rejects where the browser gives no storage (some private modes). */
export async function createServices(language: () => Language): Promise<Services> {
  const now = () => Date.now()
  const installation = watchInstallation()
  const database = await openVaultDatabase()
  return {
    vault: await createVault(database),
    drafts: createOfflineDraftStore(database, now),
    language,
    clock: createClockWatch(now, fetch.bind(globalThis)),
    installation,
    update: watchAppUpdate(),
    now,
    origin: location.origin,
    device: describeDevice(navigator.userAgent),
  }
}
