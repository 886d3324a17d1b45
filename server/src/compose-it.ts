// The parts that serve IT's pages: trail, simulation of policy. They stand on everything else, and nothing stands on them.
import { createBulkGatherService } from './bulk/bulk-gather-service.ts'
import { createBulkRunService } from './bulk/bulk-run-service.ts'
import { createBulkService } from './bulk/bulk-service.ts'
import type { Base } from './compose.ts'
import type { Directories } from './directories/directories.ts'
import { findOpenActivationCode } from './enrollment/activation-code-store.ts'
import { createSimulationService } from './policies/simulation-service.ts'
import type { TokenChangeService } from './tokens/token-change-service.ts'
import { findCurrentToken } from './tokens/token-store.ts'
import type { AdminUserService } from './users/admin-user-service.ts'
import { findUsersByAccount } from './users/user-store.ts'

/** How long a bulk job is left alone after its last sign of life. */
const bulkLeaseMs = 30_000

type Below = Omit<Base, 'config'> & {
  changes: TokenChangeService
  adminUsers: Pick<AdminUserService, 'search'>
  directories: Pick<Directories, 'findByAccount'>
}

export function composeIt(base: Below) {
  const bulkRuns = createBulkRunService({ ...base, leaseMs: bulkLeaseMs })
  return {
    bulkRuns,
    bulk: createBulkService({ ...base, run: bulkRuns.run, leaseMs: bulkLeaseMs }),
    bulkGather: createBulkGatherService({ ...base, searchUsers: base.adminUsers.search }),
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
