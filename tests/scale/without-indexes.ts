// Filling tables without their indexes and building these afterwards: each index is then written once, in its order.
import type { SqliteFile } from '@motp/server/database/database'

/** Those that stand for a constraint stay. */
export async function withoutIndexes(file: SqliteFile, tables: readonly string[], fill: () => Promise<void>): Promise<void> {
  const indexes = tables.flatMap(
    (table) => file.prepare('select name, sql from sqlite_master where tbl_name = ? and sql is not null').all(table) as Index[],
  )
  const dropped = indexes.filter(({ sql }) => /^create (unique )?index/i.test(sql))
  for (const { name } of dropped) file.exec(`drop index "${name}"`)
  await fill()
  for (const { sql } of dropped) file.exec(sql)
}

type Index = { name: string; sql: string }
