// A brand that is being made: what the fields hold, and what would be sent of it. Pure but for reading the chosen file.
import { isReadableAccent } from '@motp/shared/brand/accent'
import { accentSchema, type BrandSettings, logoBytesMost, type setBrand } from '@motp/shared/protocol/brand'
import type { Input } from '@motp/shared/protocol/endpoint'

/** `accent`: as typed; empty: the product's own. `logo`: `kept`, none, or a new picture. */
export type BrandDraft = { name: string; accent: string; logo: 'kept' | null | NewLogo }
export type NewLogo = { fileName: string; bytes: Uint8Array; type: string }

export function draftOf({ brand }: BrandSettings): BrandDraft {
  return { name: brand.name ?? '', accent: brand.accent ?? '', logo: 'kept' }
}

export type AccentState = 'none' | 'good' | 'unreadable' | 'no-colour'

export function judgeAccent(typed: string): AccentState {
  if (typed.trim() === '') return 'none'
  const parsed = accentSchema.safeParse(typed)
  if (!parsed.success) return 'no-colour'
  return isReadableAccent(parsed.data) ? 'good' : 'unreadable'
}

/** Whether anything would be different after saving. */
export function isChanged(draft: BrandDraft, settings: BrandSettings): boolean {
  const { name, accent, logo } = draft
  const now = draftOf(settings)
  const hasLogo = settings.brand.logo !== null
  return name.trim() !== now.name || accent.trim().toLowerCase() !== now.accent || (logo === null ? hasLogo : logo !== 'kept')
}

export function toBody({ name, accent, logo }: BrandDraft, revision: number): Input<typeof setBrand>['body'] {
  return {
    name: name.trim() === '' ? null : name.trim(),
    accent: accent.trim() === '' ? null : accent.trim().toLowerCase(),
    logo: logo === null || logo === 'kept' ? logo : toBase64(logo.bytes),
    revision,
  }
}

/** Undefined for what the server would refuse by size or kind anyway; whether it is a picture is the server's to say. */
export async function readLogoFile(file: File): Promise<NewLogo | undefined> {
  if (file.size > logoBytesMost || !['image/png', 'image/webp'].includes(file.type)) return undefined
  return { fileName: file.name, bytes: new Uint8Array(await file.arrayBuffer()), type: file.type }
}

/** Address of a picture that is not saved yet. */
export function pictureOf(logo: NewLogo | null): string | null {
  return logo && `data:${logo.type};base64,${toBase64(logo.bytes)}`
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}
