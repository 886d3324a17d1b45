// A real PostgreSQL server in a temporary folder, for tests: in the foreground, on its own port, without fsync unless it is asked for.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { findFreePort } from './free-port.ts'
import { requireProgram } from './require-program.ts'

const run = promisify(execFile)

// What postgres-setup.ts hands to every test file by `inject`.
declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string
  }
}

export type Postgres = {
  url: (databaseName: string) => string
  /** A fresh, empty database; answers its URL. */
  createDatabase: () => Promise<string>
  stop: () => Promise<void>
}

export async function startPostgres({ isDurable = false } = {}): Promise<Postgres> {
  const folder = await mkdtemp(join(tmpdir(), 'motp-postgres-'))
  const identity = await findServerIdentity()
  if (identity) await chown(folder, identity.uid, identity.gid)
  const data = join(folder, 'data')
  await run(requireProgram('initdb'), ['-D', data, '-U', 'motp', '--auth=trust', '--no-sync', '-E', 'UTF8', '--locale=C'], {
    cwd: folder,
    ...identity,
  })
  const port = await findFreePort()
  const settings = [
    `fsync=${isDurable ? 'on' : 'off'}`,
    'max_connections=200',
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder}`,
  ]
  const server = spawn(requireProgram('postgres'), ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])], {
    cwd: folder,
    stdio: 'ignore',
    ...identity,
  })
  const exited = once(server, 'exit')
  const url = (databaseName: string) => `postgres://motp@127.0.0.1:${port}/${databaseName}`
  await waitUntilReady(url('postgres'), () => server.exitCode !== null)
  return {
    url,
    createDatabase: () => createDatabase(url),
    stop: async () => {
      // SIGINT is PostgreSQL's "fast shutdown": it ends open connections instead of waiting for them.
      server.kill('SIGINT')
      await exited
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Creates a fresh database beside the one of `serverUrl`, for a test that was only given a URL. */
export async function createDatabaseAt(serverUrl: string): Promise<string> {
  return createDatabase((name) => Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href)
}

async function createDatabase(url: Postgres['url']): Promise<string> {
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`
  await query(url('postgres'), `create database ${name}`)
  return url(name)
}

async function query(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

/** PostgreSQL refuses to run as root: there it runs as Debian's user `postgres`. */
async function findServerIdentity(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const numberOf = async (flag: string) => Number((await run('id', [flag, 'postgres'])).stdout)
  return { uid: await numberOf('-u'), gid: await numberOf('-g') }
}

async function waitUntilReady(url: string, hasExited: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000
  for (;;) {
    try {
      return await query(url, 'select 1')
    } catch (cause) {
      if (hasExited() || Date.now() > deadline) throw new Error('PostgreSQL did not start', { cause })
    }
    await delay(50)
  }
}
