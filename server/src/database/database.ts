// One handle for SQLite (default) and PostgreSQL. Stores are functions whose first argument is a `Db`: the handle or a transaction of it.
import SqliteDatabase from 'better-sqlite3'
import { CompiledQuery, type DatabaseConnection, type Driver, Kysely, PostgresDialect, SqliteDialect, type Transaction } from 'kysely'
import pg from 'pg'
import { retryWhileBusy } from './busy-retry.ts'
import type { Schema } from './schema.ts'

export type Db = Kysely<Schema> | Transaction<Schema>
export type Tx = Transaction<Schema>

/**
 * For statements prepared once on SQLite. `file`: its one writing connection, to be used within `transact` alone, which keeps others off it.
 * `asideFile`: the connection of `aside`. `pool`: the connections of `db` on PostgreSQL, for statements that it keeps by name.
 */
export type Database = DatabaseHandles &
  ({ engine: 'sqlite'; file: SqliteFile; asideFile: SqliteFile } | { engine: 'postgres'; pool: pg.Pool })
export type SqliteFile = SqliteDatabase.Database

type DatabaseHandles = {
  db: Kysely<Schema>
  /** Runs `work` in one transaction. Inside, use only the transaction: SQLite has one connection, the outer handle would wait for itself. */
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** A connection of its own, for a read that may come in the middle of a transaction and must not wait for it: sees what is committed. */
  aside: Kysely<Schema>
  close(): Promise<void>
}

/** `location`: a `postgres://` URL or the path of an SQLite file. */
export function openDatabase(location: string): Database {
  return /^postgres(ql)?:\/\//.test(location) ? openPostgres(location) : openSqlite(location)
}

/** 32 MB for each connection: the inner pages of the indexes of a million tokens. */
const pagesInMemory = 'cache_size = -32768'

/** A writing connection to a file in the usual terms. Two of them in one thread never sleep for each other: see `retryWhileBusy`. */
export function openSqliteFile(path: string): SqliteFile {
  const file = new SqliteDatabase(path)
  file.pragma('journal_mode = WAL')
  // A code accepted once must stay accepted after a power cut.
  file.pragma('synchronous = FULL')
  // A checkpoint copies each page once however often it was written: 40 MB of log let ten times as many writes share one, and are durable alike.
  file.pragma('wal_autocheckpoint = 10000')
  file.pragma('foreign_keys = ON')
  file.pragma(pagesInMemory)
  // SQLite's own patience is a sleep of the whole thread, in which no request is answered: waiting is done below, between turns.
  file.pragma('busy_timeout = 0')
  return file
}

function openSqlite(path: string): Database {
  const file = openSqliteFile(path)
  const db = new Kysely<Schema>({ dialect: new ImmediateSqliteDialect(file) })
  const asideFile = new SqliteDatabase(path, { readonly: true })
  asideFile.pragma(pagesInMemory)
  const aside = new Kysely<Schema>({ dialect: new SqliteDialect({ database: keepStatements(asideFile) }) })
  return {
    engine: 'sqlite',
    file,
    asideFile,
    db,
    transact: (work) => db.transaction().execute(work),
    aside,
    close: async () => {
      await closeBoth(db, aside)
      // Kysely leaves open what was never asked anything.
      asideFile.close()
      file.close()
    },
  }
}

const keptStatements = 500

/** Kysely prepares a statement for each execution, which can cost more than executing it; the same few hundred texts come again and again. */
function keepStatements(file: SqliteFile): Pick<SqliteFile, 'prepare' | 'close'> {
  const kept = new Map<string, ReturnType<SqliteFile['prepare']>>()
  const prepare = (text: string) => {
    const found = kept.get(text)
    if (found) return found
    const statement = file.prepare(text)
    if (kept.size >= keptStatements) kept.clear()
    kept.set(text, statement)
    return statement
  }
  return { prepare: prepare as SqliteFile['prepare'], close: () => file.close() }
}

async function closeBoth(db: Kysely<Schema>, aside: Kysely<Schema>): Promise<void> {
  await aside.destroy()
  await db.destroy()
}

// Kysely begins deferred: two readers that both go on to write would then fail with SQLITE_BUSY instead of queueing.
class ImmediateSqliteDialect extends SqliteDialect {
  readonly #file: SqliteFile

  constructor(file: SqliteFile) {
    super({ database: keepStatements(file) })
    this.#file = file
  }

  override createDriver(): Driver {
    const driver = super.createDriver()
    const acquire = driver.acquireConnection.bind(driver)
    driver.acquireConnection = async () => beingPatient(await acquire())
    driver.beginTransaction = async (connection: DatabaseConnection) => {
      await connection.executeQuery(CompiledQuery.raw('begin immediate'))
    }
    // A full or failing disk makes SQLite undo the transaction by itself: undoing it again would put an error of its own before that one.
    driver.rollbackTransaction = async (connection: DatabaseConnection) => {
      if (this.#file.inTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'))
    }
    return driver
  }
}

/** Other threads and processes write the same file. A statement that found it locked did nothing: a transaction begins as a writer or not at all. */
function beingPatient(connection: DatabaseConnection): DatabaseConnection {
  return {
    executeQuery: (query) => retryWhileBusy(() => connection.executeQuery(query)),
    streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
  }
}

const int8Type = 20
const retryableCodes = new Set(['40001', '40P01'])

function openPostgres(url: string): Database {
  const types: pg.CustomTypesConfig = {
    // Our integers (times, steps, counts) stay far below 2^53.
    getTypeParser: (id: number, format?: 'text' | 'binary') => (id === int8Type ? Number : pg.types.getTypeParser(id, format as 'text')),
  }
  const connect = (max: number) => {
    const pool = new pg.Pool({ connectionString: url, max, connectionTimeoutMillis: 5000, types })
    // An idle connection that the server closes raises here; the next query opens a new one.
    pool.on('error', () => undefined)
    return { pool, db: new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) }) }
  }
  const { pool, db } = connect(10)
  const { db: aside } = connect(1)
  return { engine: 'postgres', pool, db, transact: (work) => retryTransaction(db, work, 4), aside, close: () => closeBoth(db, aside) }
}

/** A deadlock or serialisation failure undid everything, so the whole transaction may run again. */
async function retryTransaction<T>(db: Kysely<Schema>, work: (tx: Tx) => Promise<T>, attemptsLeft: number): Promise<T> {
  try {
    return await db.transaction().execute(work)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (attemptsLeft <= 1 || !retryableCodes.has(code)) throw error
    return retryTransaction(db, work, attemptsLeft - 1)
  }
}
