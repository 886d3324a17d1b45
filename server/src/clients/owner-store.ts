// Tables `users` and `tokens` as a relying system asks about them: one indexed read, from an account or a serial to a token.
import { CompiledQuery, sql } from 'kysely'
import { createBatcher } from '../database/batcher.ts'
import type { Database, Db } from '../database/database.ts'
import type { UsersTable } from '../database/schema.ts'
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

/** For plain names, thousands a second: whatever is asked in one turn is one statement, whose text is always the same. */
export function createOwnersByName(db: Db, engine: Database['engine']): (name: string) => Promise<Owner[]> {
  const query = ownersByNames + (engine === 'sqlite' ? 'in (select value from json_each(?))' : '= any($1)')
  return createBatcher<string, Owner[]>({
    largestBatch: 200,
    run: async (names) => {
      const wanted = [...new Set(names)]
      const { rows } = await db.executeQuery<OwnerRow>(CompiledQuery.raw(query, [engine === 'sqlite' ? JSON.stringify(wanted) : wanted]))
      const found = Map.groupBy(rows.map(toOwner), ({ accountKey }) => accountKey)
      return names.map((name) => found.get(name) ?? [])
    },
  })
}

const ownersByNames = `
  select "users".*, "tokens"."id" as "tokenId", "tokens"."serial", "tokens"."digits", "tokens"."state"
  from "users" inner join "tokens" on "tokens"."userId" = "users"."id" and "tokens"."state" != 'revoked'
  where "users"."accountKey" `

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
  return (await query.execute()).map(toOwner)
}

type OwnerRow = UsersTable & { tokenId: string; serial: string; digits: number; state: string }

function toOwner({ tokenId, serial, digits, state, ...row }: OwnerRow): Owner {
  const { id, directory, accountKey, mail } = row
  const isRegistered = state !== 'initial' && state !== 'enrolling'
  return { id, directory, accountKey, mail, user: toUser(row), tokenId, serial, digits, isRegistered }
}
