// The baseline's own table, on either database, with the seeds of the same people.
import SqliteDatabase from 'better-sqlite3'
import pg from 'pg'
import type { Person } from './make-tokens.ts'

const rowsPerStatement = 10_000

export function makeNaiveSqlite(path: string, people: readonly Person[]): void {
  const database = new SqliteDatabase(path)
  database.pragma('journal_mode = WAL')
  database.exec('create table tokens (account text primary key, secret blob not null, last_step integer not null)')
  const insert = database.prepare('insert into tokens values (?, ?, 0)')
  database.transaction(() => {
    for (const { account, seed } of people) insert.run(account, seed)
  })()
  database.close()
}

export async function makeNaivePostgres(url: string, people: readonly Person[]): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  await client.query('create table tokens (account text primary key, secret bytea not null, last_step integer not null)')
  for (let start = 0; start < people.length; start += rowsPerStatement) {
    const some = people.slice(start, start + rowsPerStatement)
    await client.query('insert into tokens select account, secret, 0 from unnest($1::text[], $2::bytea[]) as made (account, secret)', [
      some.map(({ account }) => account),
      some.map(({ seed }) => Buffer.from(seed)),
    ])
  }
  await client.query('vacuum analyze tokens')
  await client.end()
}
