// People with an active token each, sealed for real, in a fresh database of the product.
import { type Base, openBase } from '@motp/server/compose'
import { readTrialConfig } from '@motp/server/config'
import type { Tx } from '@motp/server/database/database'
import { systemClock, systemRandom } from '@motp/server/ports'
import { tokenSeedContext } from '@motp/server/seal/seal-context'
import { otpProfiles } from '@motp/shared/otp/otp-parameters'
import { CompiledQuery } from 'kysely'
import pino from 'pino'

export type Person = { account: string; seed: Uint8Array }

const parameters = otpProfiles[0]
const rowsPerStatement = 5_000

export function openBench(data: string, databaseUrl?: string): Promise<Base> {
  const config = readTrialConfig({ data })
  const ports = { clock: systemClock, random: systemRandom, log: pino({ level: 'fatal' }) }
  return openBase({ ...config, databaseLocation: databaseUrl ?? config.databaseLocation }, ports)
}

/** In one transaction: ids are random, so that every row touches pages all over the indexes, and each page is written once this way. */
export async function makeTokens({ database, seal }: Base, count: number): Promise<Person[]> {
  const people: Person[] = []
  if (database.engine === 'sqlite') database.file.pragma('cache_size = -2000000')
  await database.transact(async (tx) => {
    while (people.length < count) {
      const start = people.length
      const made = Array.from({ length: Math.min(rowsPerStatement, count - start) }, (_, index) => makePerson(start + index))
      const rows = await Promise.all(made.map((person) => makeRows(seal, person)))
      for (const table of ['user', 'token'] as const) {
        const listed = rows.map((row) => row[table])
        await insertAll({ database, tx }, `${table}s`, listed)
      }
      people.push(...made.map(({ account, seed }) => ({ account, seed })))
    }
  })
  if (database.engine === 'postgres') for (const statement of settling) await database.db.executeQuery(CompiledQuery.raw(statement))
  return people
}

// What PostgreSQL would otherwise do some minutes later, in the middle of a round.
const settling = ['vacuum analyze users, tokens', 'checkpoint']

/** One JSON parameter whatever the number of rows. */
async function insertAll({ database, tx }: { database: Base['database']; tx: Tx }, table: string, rows: readonly object[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
  const names = columns.map((column) => `"${column}"`).join(', ')
  const source =
    database.engine === 'sqlite'
      ? `select ${columns.map((column) => `value ->> '${column}'`).join(', ')} from json_each(?)`
      : `select ${names} from json_populate_recordset(null::${table}, $1)`
  await tx.executeQuery(CompiledQuery.raw(`insert into ${table} (${names}) ${source}`, [JSON.stringify(rows)]))
}

function makePerson(index: number) {
  return { userId: systemRandom.id(), account: `tw${String(index).padStart(8, '0')}`, seed: systemRandom.bytes(20) }
}

async function makeRows(seal: Base['seal'], { userId, account, seed }: ReturnType<typeof makePerson>) {
  const tokenId = systemRandom.id()
  const sealedSeed = await seal.seal(seed, tokenSeedContext({ tokenId, userId, parameters }))
  return { user: userRow(userId, account), token: tokenRow({ id: tokenId, userId, sealedSeed }) }
}

function userRow(id: string, account: string) {
  const named = { id, directoryId: id, account: account.toUpperCase(), accountKey: account, displayName: account }
  return { ...named, directory: 'Oracle', mail: `${account}@example.com`, language: 'en', createdAt: Date.now() }
}

function tokenRow(token: { id: string; userId: string; sealedSeed: string }) {
  const registered = { state: 'active', mode: 'online', assurance: 'bound', device: 'iPhone · Safari', enrolledAt: Date.now() }
  const counters = { drift: 0, lastStep: 0, failures: 0, isHardLocked: 0 }
  const dates = { createdAt: Date.now(), expiresAt: Date.now() + 86_400_000 }
  return { ...token, ...parameters, ...registered, ...counters, ...dates, serial: systemRandom.hex(15) }
}
