// The baseline: what one writes in an afternoon. Express, the OTP library, one read and one durable write a request; no counting of failures,
// no audit, no sealing, so that it does far less than ours.
import { generateCode } from '@motp/shared/otp/totp'
import SqliteDatabase from 'better-sqlite3'
import express from 'express'

const [port, path = ''] = process.argv.slice(2)
const parameters = { algorithm: 'SHA-1', digits: 6, periodSeconds: 30 } as const
const database = new SqliteDatabase(path)
database.pragma('journal_mode = WAL')
database.pragma('synchronous = FULL')
const find = database.prepare<[string], { secret: Buffer; lastStep: number }>('select secret, lastStep from tokens where account = ?')
const save = database.prepare('update tokens set lastStep = ? where account = ? and lastStep < ?')

const app = express()
app.post('/api/v1/verify', express.json(), (request, response) => {
  const { user, code } = request.body as { user: string; code: string }
  const token = find.get(user)
  const now = Math.floor(Date.now() / 30_000)
  const step = [now - 1, now, now + 1].find((one) => token && one > token.lastStep && generateCode(token.secret, parameters, one) === code)
  response.json({ accepted: step !== undefined && save.run(step, user, step).changes === 1 })
})
app.listen(Number(port), '127.0.0.1', () => process.send?.('ready'))
