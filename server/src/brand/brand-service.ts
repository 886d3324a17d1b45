// The brand in force, read anew at most once a second, so that a change reaches every node within that time.
import { createHash } from 'node:crypto'
import { isReadableAccent, nearestReadableAccent } from '@motp/shared/brand/accent'
import { AppError } from '@motp/shared/protocol/app-error'
import type { Brand, BrandSettings, setBrand } from '@motp/shared/protocol/brand'
import type { Received } from '@motp/shared/protocol/endpoint'
import { appendAudit } from '../audit/audit-store.ts'
import type { Database } from '../database/database.ts'
import type { Ports } from '../ports.ts'
import { findActorName } from '../users/user-store.ts'
import { type Logo, loadBrand, loadLogo, type StoredBrand, saveBrand } from './brand-store.ts'
import { readLogoType } from './logo.ts'

export type BrandService = ReturnType<typeof createBrandService>

type BrandChange = Received<typeof setBrand>['body']
type LogoColumns = Pick<StoredBrand, 'logoType' | 'logoHash'> & { logo?: string | null }

const freshForMs = 1000
const asItCame: StoredBrand = { name: null, accent: null, logoType: null, logoHash: null, revision: 0, changedBy: '' }

export function createBrandService({ database, ports }: { database: Database; ports: Ports }) {
  const { clock } = ports
  let cached: { at: number; brand: Promise<Brand> } | undefined
  let keptLogo: { hash: string; logo: Logo } | undefined

  const view = async (): Promise<BrandSettings> => {
    const stored = (await loadBrand(database.db)) ?? asItCame
    const { revision, changedBy } = stored
    const isChanged = revision > 0
    return {
      brand: toBrand(stored),
      revision,
      changedAt: isChanged ? revision : null,
      changedBy: isChanged ? await findActorName(database.db, changedBy) : null,
    }
  }

  return {
    current(): Promise<Brand> {
      const now = clock.now()
      if (cached && Math.abs(now - cached.at) < freshForMs) return cached.brand
      const brand = loadBrand(database.db).then((stored) => toBrand(stored ?? asItCame))
      cached = { at: now, brand }
      brand.catch(() => {
        cached = undefined
      })
      return brand
    },

    view,

    /** Of the brand in force alone; undefined for any other. */
    async findLogo(hash: string): Promise<Logo | undefined> {
      if (keptLogo?.hash === hash) return keptLogo.logo
      const logo = await loadLogo(database.db, hash)
      if (logo) keptLogo = { hash, logo }
      return logo
    },

    /** Throws `accent-unreadable` with the nearest colour that would do, `logo-refused`, `setting-conflict`. */
    async change({ name, accent, logo, revision }: BrandChange, by: { actor: string; address: string | null }): Promise<BrandSettings> {
      if (accent !== null && !isReadableAccent(accent)) throw new AppError('accent-unreadable', { nearest: nearestReadableAccent(accent) })
      const drawn = logo === 'kept' ? undefined : readLogo(logo)
      await database.transact(async (tx) => {
        const before = (await loadBrand(tx)) ?? asItCame
        const { logoType, logoHash } = drawn ?? before
        const at = Math.max(clock.now(), before.revision + 1)
        const next = { name, accent, logoType, logoHash, revision: at, changedBy: by.actor }
        const isSaved = await saveBrand(tx, { ...next, ...(drawn ? { logo: drawn.logo ?? null } : {}) }, revision)
        if (!isSaved) throw new AppError('setting-conflict')
        await appendAudit(tx, { ...by, at, action: 'brand.changed', detail: describeChange(before, next) })
      })
      cached = undefined
      return view()
    },
  }
}

function toBrand({ name, accent, logoHash }: StoredBrand): Brand {
  return { name, accent, logo: logoHash === null ? null : `/api/v1/brand/logo/${logoHash}` }
}

function readLogo(logo: string | null): LogoColumns {
  if (logo === null) return { logo: null, logoType: null, logoHash: null }
  const bytes = Buffer.from(logo, 'base64')
  const logoType = readLogoType(bytes)
  if (!logoType) throw new AppError('logo-refused')
  return { logo: bytes.toString('base64'), logoType, logoHash: createHash('sha256').update(bytes).digest('hex').slice(0, 32) }
}

/** Each value that changes, from what to what; a picture by its hash. */
function describeChange(before: StoredBrand, next: StoredBrand): Record<string, string> {
  const moves = (['name', 'accent', 'logoHash'] as const).filter((key) => before[key] !== next[key])
  return Object.fromEntries(moves.map((key) => [key === 'logoHash' ? 'logo' : key, `${before[key]} -> ${next[key]}`]))
}
