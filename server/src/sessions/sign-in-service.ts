// Signing in by directory password or PassCode in the same field, and the proofs shown later in a session.
import { normaliseCode } from '@motp/shared/otp/otp-parameters'
import { AppError } from '@motp/shared/protocol/app-error'
import type { ProofKind, Role } from '@motp/shared/protocol/session'
import { appendAudit } from '../audit/audit-store.ts'
import type { Database, Tx } from '../database/database.ts'
import type { Directories } from '../directories/directories.ts'
import type { DirectoryUser, PasswordAnswer } from '../directories/directory.ts'
import type { Visitor } from '../http/visitor.ts'
import type { PolicyService } from '../policies/policy-service.ts'
import type { Ports } from '../ports.ts'
import type { User } from '../users/user.ts'
import type { findUsersByAccount, saveUser } from '../users/user-store.ts'
import type { Session, VerifyCodeOf } from './session.ts'
import type { SessionService } from './session-service.ts'
import type { SignInThrottle } from './sign-in-throttle.ts'

export type SignInDeps = {
  database: Database
  directories: Directories
  policies: PolicyService
  ports: Ports
  sessions: SessionService
  throttle: SignInThrottle
  users: { findUsersByAccount: typeof findUsersByAccount; saveUser: typeof saveUser }
  /** The directory itself has just told of the user. */
  noteSeen(tx: Tx, userId: string, identity: DirectoryUser): Promise<void>
  verifyCodeOf: VerifyCodeOf
  /** Every user has a token or an empty slot from the first sign-in on. */
  ensureSlot(tx: Tx, userId: string): Promise<void>
}

type SignIn = { account: string; secret: string }
/** `isVouched`: the directory itself was asked, so that its roles are today's. */
type Person = { identity: DirectoryUser; isVouched: boolean; kind: ProofKind }

export type SignInService = ReturnType<typeof createSignInService>

export function createSignInService(deps: SignInDeps) {
  const { database, directories, policies, ports, sessions, throttle, users } = deps

  return {
    /** Throws `credentials-refused` for every wrong pair alike, `sign-in-throttled`, `directory-unavailable`, or why the account is blocked. */
    async signIn(typed: SignIn, visitor: Visitor): Promise<{ session: Session; secret: string }> {
      const policy = await policies.current()
      await throttle.count(typed.account, visitor.address, policy)
      const person = (await signInByCode(deps, typed, visitor)) ?? (await signInByPassword(deps, typed, visitor))
      await throttle.clear(typed.account)
      const at = ports.clock.now()
      return database.transact(async (tx) => {
        const { isVouched, identity } = person
        const seen = isVouched ? identity : { ...identity, roles: undefined }
        const user = await users.saveUser(tx, seen, { id: ports.random.id(), language: visitor.language, at })
        await deps.ensureSlot(tx, user.id)
        if (isVouched) await deps.noteSeen(tx, user.id, identity)
        const grant = { user, roles: person.identity.roles, proof: { kind: person.kind, at }, policy }
        const opened = await sessions.open(tx, grant, visitor)
        await appendAudit(tx, {
          at,
          actor: `user:${user.id}`,
          action: 'session.signed-in',
          userId: user.id,
          address: visitor.address,
          detail: { by: person.kind },
        })
        return opened
      })
    },

    /** The password of a user who is already signed in. Throws as `signIn`, but `proof-refused` for a wrong one. */
    async checkPassword(user: User, password: string, address: string): Promise<void> {
      await throttle.count(user.account, address, await policies.current())
      const answer = await directories.checkPasswordOf(user, password)
      if (answer.outcome !== 'accepted') throw passwordError(answer, 'proof-refused')
      await throttle.clear(user.account)
    },
  }
}

/**
 * A secret that looks like a code is tried as one first, when its user has an active token. Undefined: try it as a password,
 * since a password may be all digits too. A disabled account gets no session by its code either.
 */
async function signInByCode(deps: SignInDeps, { account, secret }: SignIn, visitor: Visitor): Promise<Person | undefined> {
  const code = normaliseCode(secret, 6) ?? normaliseCode(secret, 8)
  if (code === undefined) return undefined
  const lookup = await deps.directories.findByAccount(account)
  if (lookup.outcome !== 'found' && lookup.outcome !== 'unavailable') return undefined
  const identity = lookup.outcome === 'found' ? lookup.user : undefined
  const known = await deps.users.findUsersByAccount(deps.database.db, identity?.account ?? account)
  const matching = identity ? known.filter((user) => isSamePerson(user, identity)) : known
  const [user] = matching
  if (!user || matching.length > 1) return undefined
  const context = { actor: `user:${user.id}`, address: visitor.address, purpose: 'sign-in' }
  // A locked token says here no more than a wrong code does: whoever asks has not signed in.
  if (!(await deps.verifyCodeOf(user.id, code, context))?.accepted) return undefined
  if (lookup.outcome === 'found' && lookup.isDisabled) throw new AppError('account-disabled')
  // Roles come from the directory's groups; while it is down, a code gives an ordinary user's session.
  const roles: Role[] = ['user']
  return { kind: 'code', isVouched: identity !== undefined, identity: identity ?? { ...user, roles, groups: [] } }
}

function isSamePerson(user: User, identity: DirectoryUser): boolean {
  return user.directory === identity.directory && user.directoryId === identity.directoryId
}

async function signInByPassword(deps: SignInDeps, { account, secret }: SignIn, visitor: Visitor): Promise<Person> {
  const answer = await deps.directories.checkPassword(account, secret)
  if (answer.outcome === 'accepted') return { kind: 'password', isVouched: true, identity: answer.user }
  await recordRefusal(deps, account, answer, visitor)
  throw passwordError(answer, 'credentials-refused')
}

// What was typed as an account may be a password in the wrong field: only users that we know are named.
async function recordRefusal({ database, ports, users }: SignInDeps, account: string, answer: PasswordAnswer, visitor: Visitor) {
  const [known] = await users.findUsersByAccount(database.db, account)
  const reason = answer.outcome === 'blocked' ? answer.reason : answer.outcome
  await database.transact((tx) =>
    appendAudit(tx, {
      at: ports.clock.now(),
      actor: 'visitor',
      action: 'session.refused',
      userId: known?.id ?? null,
      address: visitor.address,
      detail: { reason },
    }),
  )
}

function passwordError(
  answer: Exclude<PasswordAnswer, { outcome: 'accepted' }>,
  refused: 'credentials-refused' | 'proof-refused',
): AppError {
  if (answer.outcome === 'unavailable') return new AppError('directory-unavailable')
  if (answer.outcome === 'blocked') return new AppError(answer.reason)
  return new AppError(refused)
}
