// A profile: one token registered on this phone. The stored form holds keys that cannot be exported; the view holds none.
import type { OtpParameters } from '@motp/shared/otp/otp-parameters'
import type { Finish } from '@motp/shared/protocol/provisioning'

/** How the seed came to this phone. `compat`: an `otpauth://` QR, whose seed was readable on the way. */
export type ProfileMode = 'online' | 'offline' | 'compat'

/** `pending`: stored, but the server has not yet answered that it has the key too. `dead`: it said that it never will. */
export type ProfileState = 'pending' | 'ready' | 'dead'

export type Profile = {
  id: string
  state: ProfileState
  mode: ProfileMode
  serial: string
  issuer: string
  account: string
  parameters: OtpParameters
  /** This phone as it described itself: `iPhone · Safari`. */
  device: string
  /** ms since epoch, by the phone's clock. */
  registeredAt: number
  /** Offline only: the five groups typed on the computer. Half of a secret whose other half is erased. */
  registrationInfo: readonly string[]
}

export type ProfileKeys = {
  /** HMAC, sign only, not extractable. */
  seedKey: CryptoKey
  /** ECDSA P-256, for requests signed by this phone. */
  deviceKey?: CryptoKeyPair
  /** The server's long-term public key, 65 bytes. */
  serverIdentityKey?: Uint8Array
  /** Body of M3, sent again until it is answered. */
  finish?: Finish
}

export type StoredProfile = Profile & ProfileKeys

/** Everything about a profile but its keys. */
export function toProfile(stored: StoredProfile): Profile {
  const { seedKey: _seed, deviceKey: _device, serverIdentityKey: _identity, finish: _finish, ...profile } = stored
  return profile
}

/** Newest first; the one just registered is the one wanted. */
export function sortProfiles(profiles: readonly Profile[]): Profile[] {
  return [...profiles].sort((a, b) => b.registeredAt - a.registeredAt)
}

/** True when a newer registration of the same account exists: after a reset the old one no longer works. */
export function isSuperseded(profile: Profile, all: readonly Profile[]): boolean {
  if (profile.account === '') return false
  return all.some(
    (other) =>
      other.state === 'ready' &&
      other.issuer === profile.issuer &&
      other.account === profile.account &&
      other.registeredAt > profile.registeredAt,
  )
}
