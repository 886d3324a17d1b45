// What IT sees of users. Tokens, sessions, mails, history and activation codes are other features' business; they are handed in.
import type { AuditEventView } from '@motp/shared/protocol/admin-audit'
import type { UserDetail, UserFilter, UserNote, UserRow } from '@motp/shared/protocol/admin-users'
import { AppError } from '@motp/shared/protocol/app-error'
import type { Token } from '@motp/shared/protocol/tokens'
import { appendAudit } from '../audit/audit-store.ts'
import type { Database } from '../database/database.ts'
import type { TokensTable } from '../database/schema.ts'
import type { Ports } from '../ports.ts'
import { type FoundUser, findAdminUser, listUsersById, searchUsers } from './admin-user-store.ts'
import { insertNote, listNotes } from './note-store.ts'
import { requireAnotherUser } from './user.ts'
import { findGroups, listGroupNames } from './user-group-store.ts'
import { readCursor, writeCursor } from './user-search.ts'

export type AdminUserService = ReturnType<typeof createAdminUserService>

/** `admin:<id>` or `cli`, from where and why. */
type Staff = { actor: string; address: string | null; reason: string }
type Page = { before?: number | undefined; limit: number }
type Found = { events: AuditEventView[]; next: number | null }

export type AdminUserDeps = {
  database: Database
  ports: Ports
  viewToken(row: TokensTable): Token
  /** Revoked ones included. */
  listTokensOf(userId: string): Promise<Token[]>
  listMailsOf(userId: string): Promise<UserDetail['mails']>
  listSessionsOf(userId: string): Promise<UserDetail['sessions']>
  listApprovalsOf(userId: string): Promise<UserDetail['approvals']>
  findActivationCodeEnd(userId: string): Promise<number | null>
  findLastUse(token: { id: string; lastUsedAt: number }): Promise<UserDetail['lastUse']>
  listHistoryOf(userId: string, page: Page): Promise<Found>
  issueActivationCode(userId: string, staff: Staff): Promise<{ groups: string[]; expiresAt: number }>
}

export function createAdminUserService({ database, ports, ...others }: AdminUserDeps) {
  const { db } = database

  const findLastUse = async (tokens: readonly Token[]): Promise<UserDetail['lastUse']> => {
    const current = tokens.find(({ status }) => status !== 'revoked')
    return current && current.lastUsedAt !== null ? others.findLastUse({ id: current.id, lastUsedAt: current.lastUsedAt }) : null
  }

  const toRow = ({ user, token }: FoundUser): UserRow => ({ ...user, token: token ? others.viewToken(token) : null })

  return {
    async search({ after, limit, ...filter }: UserFilter & { after?: string | undefined; limit: number }): Promise<{
      users: UserRow[]
      next: string | null
      total: number | null
    }> {
      const { found, next, total } = await searchUsers(db, { filter, after: readCursor(after), limit, now: ports.clock.now() })
      return { users: found.map(toRow), next: next && writeCursor(next), total }
    },

    /** Those of these who are there. */
    async find(ids: readonly string[]): Promise<UserRow[]> {
      return (await listUsersById(db, ids)).map(toRow)
    },

    async get(userId: string): Promise<UserDetail> {
      const user = await findAdminUser(db, userId)
      if (!user) throw new AppError('not-found')
      const [groups, tokens, sessions, mails, notes, approvals, activationCodeUntil] = await Promise.all([
        findGroups(db, userId),
        others.listTokensOf(userId),
        others.listSessionsOf(userId),
        others.listMailsOf(userId),
        listNotes(db, userId),
        others.listApprovalsOf(userId),
        others.findActivationCodeEnd(userId),
      ])
      const lastUse = await findLastUse(tokens)
      return { user, groups, tokens, sessions, mails, notes, approvals, activationCodeUntil, lastUse, now: ports.clock.now() }
    },

    async listHistory(userId: string, page: Page): Promise<Found> {
      if (!(await findAdminUser(db, userId))) throw new AppError('not-found')
      return others.listHistoryOf(userId, page)
    },

    async addNote(userId: string, text: string, { authorId, address }: { authorId: string; address: string | null }): Promise<UserNote> {
      const actor = `admin:${authorId}`
      requireAnotherUser(actor, userId)
      if (!(await findAdminUser(db, userId))) throw new AppError('not-found')
      const note = { id: ports.random.id(), userId, authorId, text, createdAt: ports.clock.now() }
      await database.transact(async (tx) => {
        await insertNote(tx, note)
        await appendAudit(tx, { at: note.createdAt, actor, action: 'note.added', userId, address })
      })
      const author = await findAdminUser(db, authorId)
      return { id: note.id, at: note.createdAt, author: author?.account ?? null, text }
    },

    listGroups: (search: string, limit: number): Promise<string[]> => listGroupNames(db, search, limit),

    issueActivationCode: others.issueActivationCode,
  }
}
