// Table `brand`: one row, or none while everything is as the product came.

import type { BrandTable } from '../database/brand-schema.ts'
import type { Db, Tx } from '../database/database.ts'

/** Without the picture itself, which is read by its hash when somebody asks for it. */
export type StoredBrand = Omit<BrandTable, 'id' | 'logo'>
export type Logo = { type: NonNullable<BrandTable['logoType']>; bytes: Buffer }

const brandId = 1

export async function loadBrand(db: Db): Promise<StoredBrand | undefined> {
  const columns = ['name', 'accent', 'logoType', 'logoHash', 'revision', 'changedBy'] as const
  return db.selectFrom('brand').select(columns).where('id', '=', brandId).executeTakeFirst()
}

export async function loadLogo(db: Db, hash: string): Promise<Logo | undefined> {
  const row = await db
    .selectFrom('brand')
    .select(['logo', 'logoType'])
    .where('id', '=', brandId)
    .where('logoHash', '=', hash)
    .executeTakeFirst()
  if (!row?.logo || !row.logoType) return undefined
  return { type: row.logoType, bytes: Buffer.from(row.logo, 'base64') }
}

/** `logo`: undefined leaves the one there is. False when another change was faster than the one made from `from` (0: there was none). */
export async function saveBrand(
  tx: Tx,
  { logo, ...row }: Omit<BrandTable, 'id' | 'logo'> & { logo?: string | null },
  from: number,
): Promise<boolean> {
  const changes = { ...row, ...(logo === undefined ? {} : { logo }) }
  if (from === 0) {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('brand')
      .values({ id: brandId, logo: null, ...changes })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    return numInsertedOrUpdatedRows === 1n
  }
  const { numUpdatedRows } = await tx
    .updateTable('brand')
    .set(changes)
    .where('id', '=', brandId)
    .where('revision', '=', from)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
