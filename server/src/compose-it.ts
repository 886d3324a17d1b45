// The parts that serve IT's pages: trail, simulation of policy. They stand on everything else, and nothing stands on them.
import { createAuditService } from './audit/audit-service.ts'
import type { Base } from './compose.ts'
import { findOpenActivationCode } from './enrollment/activation-code-store.ts'
import { createSimulationService } from './policies/simulation-service.ts'
import { findCurrentToken } from './tokens/token-store.ts'
import { findUsersByAccount } from './users/user-store.ts'

export function composeIt(base: Omit<Base, 'config'>) {
  return {
    audit: createAuditService(base),
    simulation: createSimulationService({ policies: base.policies, findPerson: (account) => findPerson(base, account) }),
  }
}

async function findPerson({ database: { db }, ports }: Omit<Base, 'config'>, account: string) {
  const [found] = await findUsersByAccount(db, account)
  if (!found) return undefined
  const { id, displayName, directory, mail } = found
  const token = await findCurrentToken(db, id)
  const code = await findOpenActivationCode(db, id, ports.clock.now())
  return {
    user: { id, account: found.account, displayName, directory },
    facts: {
      hasMail: mail !== null,
      tokenState: token?.state ?? null,
      failures: token?.failures ?? 0,
      hasOpenActivationCode: code !== undefined,
    },
  }
}
