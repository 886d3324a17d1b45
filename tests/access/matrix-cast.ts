// Who asks, who else there is, and what belongs to each: made in the server's own database, as real as what people make by hand.

import type { Caller } from '@motp/server/sessions/session'
import { saveProof } from '@motp/server/sessions/session-store'
import type { User } from '@motp/server/users/user'
import type { Role } from '@motp/shared/protocol/session'
import type { ClientWorld } from '../support/client-world.ts'
import type { IdName, MatrixRole } from './matrix-rules.ts'

export type Person = { user: User; roles: readonly Role[]; cookie: string; caller: Caller }

/** Forms in which a thing may stand, or its owner: one of them lets each action on it succeed. */
export const variants = ['active', 'suspended', 'slot', 'offline', 'staff'] as const
export type Variant = (typeof variants)[number]

const visitor = { requestId: 'matrix', address: '192.0.2.1', agent: 'Test', language: 'en' } as const
const reason = 'matrix'

export function createCasting(world: ClientWorld) {
  const { database, make, sessions, policies, clock, random } = world

  const openSession = async (user: User, roles: readonly Role[]) => {
    const policy = await policies.current()
    const proof = { kind: 'password', at: clock.now() } as const
    const opened = await database.transact((tx) => sessions.open(tx, { user, roles, proof, policy }, visitor))
    return { ...opened, session: await saveProof(database.db, opened.session, { kind: 'mailed-code', at: clock.now() }) }
  }

  /** Signed in, with two proofs. */
  const makePerson = async (role: MatrixRole): Promise<Person> => {
    const roles: Role[] = role === 'none' || role === 'user' ? ['user'] : ['user', role]
    const user = await make.user({ roles })
    const { session, secret } = await openSession(user, roles)
    return { user, roles, cookie: `motp=${secret}`, caller: { session, address: visitor.address, language: 'en' } }
  }

  const makeToken = async ({ user, caller }: Person, variant: Variant): Promise<string> => {
    if (variant === 'slot') return (await make.slot(user)).token.id
    const token = await make.activeToken({ user })
    if (variant === 'suspended') await world.tokens.suspend(token.id, caller)
    return token.id
  }

  /** About `person` if this is a member of IT, else about another one. */
  const makeApproval = async (person: Person): Promise<string> => {
    const about = person.roles.length > 1 ? person : await makePerson('helpdesk')
    await makeToken(about, 'active')
    const asker = await makePerson('admin')
    const by = { userId: asker.user.id, address: visitor.address, isAdmin: true }
    return (await world.approvals.request({ action: 'reset', userId: about.user.id, reason }, by)).id
  }

  const makers: Record<IdName, (person: Person, variant: Variant) => Promise<string>> = {
    userId: async (person, variant) => {
      await makeToken(person, variant)
      return person.user.id
    },
    account: async ({ user }) => user.account,
    tokenId: makeToken,
    approvalId: makeApproval,
    sessionId: async ({ user, roles }) => (await openSession(user, roles)).session.id,
    enrollmentId: async ({ user, caller }, variant) => {
      const { token } = await make.slot(user)
      return (await world.enrollmentStart.start(token.id, variant === 'offline' ? 'offline' : 'online', caller)).id
    },
    jobId: async ({ user }) => {
      const staff = { actor: `admin:${user.id}`, account: user.account, address: visitor.address }
      return (await world.bulkGather.prepare({ action: 'suspend', reason }, { search: user.account, days: 30 }, staff)).id
    },
    name: async () => world.directories.health()[0]?.name ?? '',
    clientId: async () => (await world.addClient()).client.id,
  }

  return {
    makePerson,
    makeId: (name: IdName, person: Person, variant: Variant): Promise<string> => makers[name](person, variant),
    /** Nobody's. */
    inventId: (): string => random.id(),
  }
}
