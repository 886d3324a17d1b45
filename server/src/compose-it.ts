// The parts that serve IT's pages: trail, simulation of policy. They stand on everything else, and nothing stands on them.
import { createAddressFinder } from './addresses/address-range.ts'
import type { BrandService } from './brand/brand-service.ts'
import { createBulkGatherService } from './bulk/bulk-gather-service.ts'
import { createBulkRunService } from './bulk/bulk-run-service.ts'
import { createBulkService } from './bulk/bulk-service.ts'
import { isKeyOf } from './clients/client.ts'
import type { ClientRegistry } from './clients/client-registry.ts'
import { findClient } from './clients/client-store.ts'
import type { Base } from './compose.ts'
import type { Directories } from './directories/directories.ts'
import { faultOf, probeDirectory } from './directories/directory-probe.ts'
import { findOpenActivationCode } from './enrollment/activation-code-store.ts'
import { createMailTemplateService } from './notices/mail-template-service.ts'
import { createSimulationService } from './policies/simulation-service.ts'
import { createReportService } from './reports/report-service.ts'
import { clientSecretContext } from './seal/seal-context.ts'
import { createSetupService, type SetupDeps } from './setup/setup-service.ts'
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
    reports: createReportService(base),
    simulation: createSimulationService({ policies: base.policies, findPerson: (account) => findPerson(base, account) }),
  }
}

/** Tests of what the server is connected to, and the words of its mails. */
export function composeSetup(
  base: Base & Pick<SetupDeps, 'directories' | 'directoryConfigs' | 'transport'> & { registry: ClientRegistry; brand: BrandService },
) {
  const { database, seal, registry, brand } = base
  const setup = createSetupService({
    ...base,
    probeDirectory,
    faultOf,
    readBrandName: async () => (await brand.current()).name,
    isKeyOf,
    findClient: (id) => findClient(database.db, id),
    findRadius: (address) => registry.findRadius(address),
    isSecretReadable: async ({ id, sealedSecret }) =>
      sealedSecret !== null &&
      (await seal.unseal(sealedSecret, clientSecretContext(id)).then(
        () => true,
        () => false,
      )),
    isAddressAllowed: ({ addresses }, address) =>
      addresses.length === 0 || createAddressFinder([{ owner: true, addresses }])(address) === true,
  })
  return { setup, mailTemplates: createMailTemplateService({ ...base, sendNow: setup.sendNow }) }
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
