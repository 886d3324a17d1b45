// The baseline: what one writes in an afternoon. Express, otplib (in shared/otp/totp.ts), one read and one durable write a request; no
// counting of failures, no audit, no sealing, so that it does far less than ours. Arguments: PORT SQLITE_FILE|POSTGRES_URL
import { generateCode } from '@motp/shared/otp/totp'
import SqliteDatabase from 'better-sqlite3'
import express from 'express'
import pg from 'pg'

type Token = { secret: Uint8Array; last_step: number }
type Store = {
  find: (account: string) => Promise<Token | undefined>
  /** False when the step was taken in the meantime. */
  take: (account: string, step: number) => Promise<boolean>
}

const [port, location = ''] = process.argv.slice(2)
const parameters = { algorithm: 'SHA-1', digits: 6, periodSeconds: 30 } as const
const store = location.startsWith('postgres:') ? openPostgres(location) : openSqlite(location)

const app = express()
app.use(express.json())
app.post('/api/v1/verify', async (request, response) => {
  const { user, code } = request.body as { user?: unknown; code?: unknown }
  if (typeof user !== 'string' || typeof code !== 'string') return response.status(400).json({ accepted: false })
  const token = await store.find(user)
  const now = Math.floor(Date.now() / 30_000)
  const step = [now - 1, now, now + 1].find((one) => token && one > token.last_step && generateCode(token.secret, parameters, one) === code)
  return response.json({ accepted: step !== undefined && (await store.take(user, step)) })
})
app.listen(Number(port), '127.0.0.1', () => process.send?.('ready'))
process.once('disconnect', () => process.exit())

function openSqlite(path: string): Store {
  const database = new SqliteDatabase(path)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  const find = database.prepare<[string], Token>('select secret, last_step from tokens where account = ?')
  const take = database.prepare('update tokens set last_step = ? where account = ? and last_step < ?')
  return {
    find: async (account) => find.get(account),
    take: async (account, step) => take.run(step, account, step).changes === 1,
  }
}

function openPostgres(url: string): Store {
  const pool = new pg.Pool({ connectionString: url, max: 20 })
  return {
    find: async (account) => {
      const { rows } = await pool.query<Token>('select secret, last_step from tokens where account = $1', [account])
      return rows[0]
    },
    take: async (account, step) => {
      const { rowCount } = await pool.query('update tokens set last_step = $1 where account = $2 and last_step < $1', [step, account])
      return rowCount === 1
    },
  }
}
