// The life of a session: opened at sign-in, found by its cookie, prolonged by activity, listed, ended. Ending one voids its open registrations.

import { otpProfiles } from '@motp/shared/otp/otp-parameters'
import { AppError } from '@motp/shared/protocol/app-error'
import type { AuditAction } from '@motp/shared/protocol/audit-action'
import type { Role, SessionView } from '@motp/shared/protocol/session'
import { appendAudit } from '../audit/audit-store.ts'
import type { Database, Tx } from '../database/database.ts'
import type { Visitor } from '../http/visitor.ts'
import { queueNotice } from '../notices/notice-store.ts'
import type { Policy } from '../policies/policy.ts'
import type { PolicyService } from '../policies/policy-service.ts'
import type { Ports } from '../ports.ts'
import { maskMail, requireAnotherUser, type User } from '../users/user.ts'
import { findUser } from '../users/user-store.ts'
import { idleExpiry, type Proof, type Session } from './session.ts'
import * as store from './session-store.ts'

export type SessionDeps = {
  database: Database
  policies: PolicyService
  ports: Ports
  /** Registrations begun in a session end with it. */
  cancelEnrollmentsOf(tx: Tx, sessionId: string): Promise<void>
}

/** The policy comes along: a transaction must not ask for it (SQLite has one connection). */
export type Grant = { user: User; roles: readonly Role[]; proof: Proof; policy: Policy }

export type SessionService = ReturnType<typeof createSessionService>

/** A session that was seen this recently is not written again. */
const touchEveryMs = 15_000

export function createSessionService({ database, policies, ports, cancelEnrollmentsOf }: SessionDeps) {
  const { clock, random } = ports

  const end = (session: Session, action: AuditAction, by: { actor: string; address: string | null }): Promise<boolean> =>
    database.transact(async (tx) => {
      if (!(await store.deleteSession(tx, session.id))) return false
      await cancelEnrollmentsOf(tx, session.id)
      await appendAudit(tx, { at: clock.now(), ...by, action, userId: session.user.id })
      return true
    })

  return {
    /** Inside the caller's transaction: the session row, and the cookie's value, which is stored nowhere. */
    async open(tx: Tx, { user, roles, proof, policy }: Grant, visitor: Visitor) {
      const now = clock.now()
      const secret = Buffer.from(random.bytes(32)).toString('base64url')
      const { language, address, agent } = visitor
      const times = { createdAt: now, lastSeenAt: now, expiresAt: now + policy['session.absoluteMinutes'] * 60_000 }
      const session: Session = { id: random.id(), user, roles, proofs: [proof], language, address, agent, ...times }
      await store.insertSession(tx, session, secret)
      return { session, secret }
    },

    async find(secret: string | undefined, isPassive: boolean): Promise<Session> {
      if (!secret) throw new AppError('session-required')
      const session = await store.findSessionBySecret(database.db, secret)
      const now = clock.now()
      if (!session || idleExpiry(session, await policies.current()) <= now) throw new AppError('session-expired')
      if (isPassive || now - session.lastSeenAt < touchEveryMs) return session
      await store.touchSession(database.db, session.id, now)
      return { ...session, lastSeenAt: now }
    },

    async extend(session: Session): Promise<Session> {
      const now = clock.now()
      await store.touchSession(database.db, session.id, now)
      return { ...session, lastSeenAt: now }
    },

    signOut: (session: Session, address: string) => end(session, 'session.signed-out', { actor: `user:${session.user.id}`, address }),

    /** A new sign-in in the same browser takes the place of the session before it, if there still is one. */
    async endQuietly(secret: string | undefined, address: string): Promise<void> {
      const session = secret === undefined ? undefined : await store.findSessionBySecret(database.db, secret)
      if (session) await end(session, 'session.signed-out', { actor: `user:${session.user.id}`, address })
    },

    list: (userId: string) => store.listSessionsOf(database.db, userId),

    /** IT signs a user out everywhere: one mail, however many sessions there were. */
    async endAllOf(userId: string, { actor, address, reason }: { actor: string; address: string | null; reason: string }): Promise<number> {
      requireAnotherUser(actor, userId)
      const user = await findUser(database.db, userId)
      if (!user) throw new AppError('not-found')
      const open = await store.listSessionsOf(database.db, userId)
      return database.transact(async (tx) => {
        const at = clock.now()
        let ended = 0
        for (const { id } of open) {
          if (!(await store.deleteSession(tx, id))) continue
          await cancelEnrollmentsOf(tx, id)
          ended += 1
        }
        if (ended === 0) return 0
        const data = { by: 'it', serial: null, address, reason } as const
        await queueNotice(tx, { id: random.id(), user, kind: 'signed-out', data, at })
        await appendAudit(tx, { at, actor, address, action: 'session.revoked', userId, detail: { reason, ended } })
        return ended
      })
    },

    async revoke(own: Session, sessionId: string, address: string): Promise<void> {
      const session = await store.findSession(database.db, sessionId)
      if (session?.user.id !== own.user.id) throw new AppError('not-found')
      await end(session, 'session.revoked', { actor: `user:${own.user.id}`, address })
    },

    /** Clears away what time has ended; called now and then. */
    async sweep(): Promise<void> {
      const policy = await policies.current()
      const now = clock.now()
      const ended = await store.listEndedSessions(database.db, now, now - policy['session.idleMinutes'] * 60_000)
      for (const session of ended) await end(session, 'session.expired', { actor: 'system', address: null })
    },

    view: async (session: Session): Promise<SessionView> => toSessionView(session, await policies.current(), clock.now()),
  }
}

function toSessionView(session: Session, policy: Policy, now: number): SessionView {
  const { id, account, displayName, directory, mail } = session.user
  const modes = (['online', 'offline', 'otpauth'] as const).filter((mode) => policy[`enrollment.${mode}`])
  return {
    id: session.id,
    user: { id, account, displayName, directory, mail: mail && maskMail(mail) },
    roles: [...session.roles],
    proofs: session.proofs.map(({ kind, at }) => ({ kind, at })),
    now,
    idleExpiresAt: idleExpiry(session, policy),
    expiresAt: session.expiresAt,
    rules: {
      proofsForRecovery: policy['proofs.recovery'],
      activationCodeRequired: policy['enrollment.activationCode'],
      enrollmentModes: modes,
      codeDigits: otpProfiles[policy['token.profile']]?.digits ?? 6,
      serverCode: policy['enrollment.serverCode'],
    },
  }
}
