// What IT sees of users. Tokens, history and activation codes are other features' business; they are handed in.
import type { AdminUser } from '@motp/shared/protocol/admin'
import { AppError } from '@motp/shared/protocol/app-error'
import type { ActivityEvent, Token } from '@motp/shared/protocol/tokens'
import type { Database } from '../database/database.ts'
import { findAdminUser, searchUsers } from './admin-user-store.ts'

export type AdminUserService = ReturnType<typeof createAdminUserService>

/** `admin:<id>` or `cli`, from where and why. */
type Staff = { actor: string; address: string | null; reason: string }

export type AdminUserDeps = {
  database: Database
  /** Revoked ones included. */
  listTokensOf(userId: string): Promise<Token[]>
  listActivityOf(userId: string, page: { limit: number }): Promise<ActivityEvent[]>
  issueActivationCode(userId: string, staff: Staff): Promise<{ groups: string[]; expiresAt: number }>
}

const eventsShown = 100

export function createAdminUserService({ database, listTokensOf, listActivityOf, issueActivationCode }: AdminUserDeps) {
  return {
    search: (query: { search: string; limit: number }): Promise<AdminUser[]> => searchUsers(database.db, query),

    async get(userId: string): Promise<{ user: AdminUser; tokens: Token[]; events: ActivityEvent[] }> {
      const user = await findAdminUser(database.db, userId)
      if (!user) throw new AppError('not-found')
      const [tokens, events] = await Promise.all([listTokensOf(userId), listActivityOf(userId, { limit: eventsShown })])
      return { user, tokens, events }
    },

    issueActivationCode,
  }
}
