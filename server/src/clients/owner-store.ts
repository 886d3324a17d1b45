// Tables `users` and `tokens` as a relying system asks about them: one indexed read, from an account or a serial to a token.
import { sql } from 'kysely'
import type { Db } from '../database/database.ts'
import { toUser, type User } from '../users/user.ts'
import type { Account, Candidate } from './account.ts'

/** A user and the token that is not revoked. */
export type Owner = Candidate & { user: User; tokenId: string; serial: string; digits: number; isRegistered: boolean }

export async function listOwnersByAccount(db: Db, { text, name, form }: Account): Promise<Owner[]> {
  const query = selectOwners(db)
  const found =
    form === 'mail'
      ? query.where((is) => is.or([is('users.accountKey', 'in', [text, name]), is(sql`lower(${sql.ref('users.mail')})`, '=', text)]))
      : query.where('users.accountKey', '=', name)
  return readOwners(found)
}

export async function findOwnerBySerial(db: Db, serial: string): Promise<Owner | undefined> {
  // Whatever is no serial is looked up as the empty one: PostgreSQL takes no NUL, and the work is to be the same.
  const key = serial.trim().toUpperCase()
  const [owner] = await readOwners(selectOwners(db).where('tokens.serial', '=', /^[0-9A-F]{1,32}$/.test(key) ? key : ''))
  return owner
}

export async function findOwnerByUser(db: Db, userId: string): Promise<Owner | undefined> {
  const [owner] = await readOwners(selectOwners(db).where('users.id', '=', userId))
  return owner
}

function selectOwners(db: Db) {
  return db
    .selectFrom('users')
    .innerJoin('tokens', 'tokens.userId', 'users.id')
    .where('tokens.state', '!=', 'revoked')
    .selectAll('users')
    .select(['tokens.id as tokenId', 'tokens.serial', 'tokens.digits', 'tokens.state'])
}

type OwnerQuery = ReturnType<typeof selectOwners>

async function readOwners(query: OwnerQuery): Promise<Owner[]> {
  const rows = await query.execute()
  return rows.map(({ tokenId, serial, digits, state, ...row }) => {
    const { id, directory, accountKey, mail } = row
    const isRegistered = state !== 'initial' && state !== 'enrolling'
    return { id, directory, accountKey, mail, user: toUser(row), tokenId, serial, digits, isRegistered }
  })
}
