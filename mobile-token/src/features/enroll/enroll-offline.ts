// Offline registration from the judged digits to a stored profile and the registration info for the computer.
import { encodeGroups } from '@motp/shared/enrollment/digit-groups'
import { type ChallengeView, createResponseRandom } from '@motp/shared/enrollment/offline-enrollment'
import { createRandomDigits } from '@motp/shared/enrollment/random-digits'
import type { OfflineDraftStore } from '../../vault/offline-draft.ts'
import type { Vault } from '../../vault/vault.ts'
import { deriveOffline } from './derive-offline.ts'

export type OfflineServices = { vault: Vault; drafts: OfflineDraftStore; now: () => number; device: string }

export type OfflineRegistration = {
  challenge: string
  view: ChallengeView
  /** 15 digits, or undefined when IT gave none. */
  activation: string | undefined
  onEstimate: (durationMs: number) => void
  signal: AbortSignal
}

/** The id of the stored profile. */
export async function enrollOffline(registration: OfflineRegistration, { vault, drafts, now, device }: OfflineServices): Promise<string> {
  const { challenge, view, activation, onEstimate, signal } = registration
  const responseRandom = createResponseRandom(createRandomDigits((count) => crypto.getRandomValues(new Uint8Array(count))))
  const { key, echo, serial } = await deriveOffline({ challenge, responseRandom, activation }, onEstimate, signal)
  const profileId = await vault.add({
    state: 'ready',
    mode: 'offline',
    serial,
    // The digits carry no names: the profile shows the serial until its owner names it.
    issuer: 'MOTP',
    account: '',
    parameters: view.parameters,
    device,
    registeredAt: now(),
    registrationInfo: encodeGroups('response', responseRandom + echo),
    seedKey: key,
  })
  await drafts.erase()
  return profileId
}
