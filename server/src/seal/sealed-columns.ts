// Every column that holds sealed values, and the context of each value: what a rotation has to visit.
import type { OtpParameters } from '@motp/shared/otp/otp-parameters'
import { sql } from 'kysely'
import type { Db, Tx } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'
import { sealedPrefix } from './seal.ts'
import {
  activationCodeContext,
  auditSegmentContext,
  clientSecretContext,
  enrollmentContext,
  noticeContext,
  serverKeyContext,
  tokenSeedContext,
} from './seal-context.ts'

/** One value: where it stands, what it is bound to. */
export type SealedValue = { rowId: string; sealed: string; context: string }

export type SealedColumn = {
  name: string
  /** Up to `limit` values not sealed under `keyId`, of rows after `afterRowId`, in order. */
  listOthers(db: Db, range: { keyId: string; afterRowId: string; limit: number }): Promise<SealedValue[]>
  /** Compare and set: false when the value has changed or gone in between. */
  replace(tx: Tx, value: SealedValue, resealed: string): Promise<boolean>
  countUnder(db: Db, keyId: string): Promise<number>
}

export const sealedColumns: readonly SealedColumn[] = [
  sealedColumn({ table: 'tokens', id: 'id', column: 'sealedSeed' }, (row) =>
    tokenSeedContext({
      tokenId: row.id,
      userId: row.userId,
      // Plain integers in the schema; what they may be was checked when they were written.
      parameters: { algorithm: row.algorithm, digits: row.digits, periodSeconds: row.periodSeconds } as OtpParameters,
    }),
  ),
  sealedColumn({ table: 'enrollments', id: 'id', column: 'sealedSecret' }, (row) => enrollmentContext(row.id, 'secret')),
  sealedColumn({ table: 'enrollments', id: 'id', column: 'sealedSeed' }, (row) => enrollmentContext(row.id, 'seed')),
  sealedColumn({ table: 'enrollments', id: 'id', column: 'exchange' }, (row) => enrollmentContext(row.id, 'exchange')),
  sealedColumn({ table: 'activationCodes', id: 'id', column: 'sealedDigits' }, (row) => activationCodeContext(row.id)),
  sealedColumn({ table: 'clients', id: 'id', column: 'sealedSecret' }, (row) => clientSecretContext(row.id)),
  sealedColumn({ table: 'notices', id: 'id', column: 'data' }, (row) => noticeContext(row.id)),
  sealedColumn({ table: 'auditSegments', id: 'id', column: 'sealedKey' }, auditSegmentContext),
  sealedColumn({ table: 'serverKeys', id: 'name', column: 'sealedPrivateKey' }, (row) => serverKeyContext(row.name)),
]

type Place<T extends keyof Schema> = { table: T; id: keyof Schema[T] & string; column: keyof Schema[T] & string }

function sealedColumn<T extends keyof Schema>(place: Place<T>, contextOf: (row: Schema[T]) => string): SealedColumn {
  const table = sql.table(place.table)
  const id = sql.ref(place.id)
  const column = sql.ref(place.column)
  return {
    name: `${place.table}.${place.column}`,
    async listOthers(db, { keyId, afterRowId, limit }) {
      const { rows } = await sql<Schema[T]>`select * from ${table} where ${column} like ${`${sealedPrefix('%')}%`}
        and ${column} not like ${`${sealedPrefix(keyId)}%`} and ${id} > ${afterRowId} order by ${id} limit ${limit}`.execute(db)
      return rows.map((row) => ({ rowId: String(row[place.id]), sealed: String(row[place.column]), context: contextOf(row) }))
    },
    async replace(tx, { rowId, sealed }, resealed) {
      const change = sql`update ${table} set ${column} = ${resealed} where ${id} = ${rowId} and ${column} = ${sealed}`
      return (await change.execute(tx)).numAffectedRows === 1n
    },
    async countUnder(db, keyId) {
      const count = sql<{ count: number }>`select count(*) as count from ${table} where ${column} like ${`${sealedPrefix(keyId)}%`}`
      return (await count.execute(db)).rows[0]?.count ?? 0
    },
  }
}
