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
import type { CountService } from './counts/count-service.ts'
import type { Directories } from './directories/directories.ts'
import { rollCallSize } from './directories/directory.ts'
import { faultOf, probeDirectory } from './directories/directory-probe.ts'
import { findOpenActivationCode } from './enrollment/activation-code-store.ts'
import { createLeaverCheckService } from './leavers/leaver-check-service.ts'
import { createLeaverService } from './leavers/leaver-service.ts'
import { createMailTemplateService } from './notices/mail-template-service.ts'
import { createSimulationService } from './policies/simulation-service.ts'
import { createRadiusService } from './radius/radius-service.ts'
import { createReportService } from './reports/report-service.ts'
import { clientSecretContext } from './seal/seal-context.ts'
import { createSetupService, type SetupDeps } from './setup/setup-service.ts'
import type { createTestSecrets } from './setup/test-secret-store.ts'
import type { AdminTokenService } from './tokens/admin-token-service.ts'
import type { TokenChangeService } from './tokens/token-change-service.ts'
import { findCurrentToken } from './tokens/token-store.ts'
import type { AdminUserService } from './users/admin-user-service.ts'
import { findUsersByAccount } from './users/user-store.ts'

/** How long a bulk job is left alone after its last sign of life. */
const bulkLeaseMs = 30_000
/** A question may be asked three times, at 20 s each, before a check gives another sign of life. */
const leaverTerms = { rollCallSize, leaseMs: 3 * 60_000, retryMs: 2000, restMs: 15 * 60_000 }

type Below = Omit<Base, 'config'> & {
  changes: TokenChangeService
  adminUsers: Pick<AdminUserService, 'search' | 'find'>
  adminTokens: Pick<AdminTokenService, 'view'>
  counts: Pick<CountService, 'catchUp'>
  directories: Pick<Directories, 'findByAccount' | 'callRoll' | 'health'>
}

export function composeIt(base: Below) {
  const bulkRuns = createBulkRunService({ ...base, leaseMs: bulkLeaseMs })
  const bulkGather = createBulkGatherService({ ...base, searchUsers: base.adminUsers.search, findUsers: base.adminUsers.find })
  const leaverChecks = createLeaverCheckService({ ...base, ...leaverTerms })
  return {
    bulkRuns,
    bulk: createBulkService({ ...base, run: bulkRuns.run, leaseMs: bulkLeaseMs }),
    bulkGather,
    leaverChecks,
    leavers: createLeaverService({
      ...base,
      ...leaverTerms,
      checks: leaverChecks,
      viewToken: base.adminTokens.view,
      prepareJob: bulkGather.prepareUsers,
    }),
    reports: createReportService(base),
    simulation: createSimulationService({ policies: base.policies, findPerson: (account) => findPerson(base, account) }),
  }
}

/** Tests of what the server is connected to, and the words of its mails. */
export function composeSetup(
  base: Base &
    Pick<SetupDeps, 'directories' | 'directoryConfigs' | 'transport' | 'canWrite'> & {
      registry: ClientRegistry
      testSecrets: ReturnType<typeof createTestSecrets>
      brand: BrandService
    },
) {
  const { database, seal, registry, ports, brand } = base
  // The server's own rules, with nobody behind them who would check a password: what they drop here is not worth a line in the log.
  const rehearsal = createRadiusService({
    findClient: (address) => registry.findRadius(address),
    authenticate: async () => ({ outcome: 'refused' }),
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: ports.log.error.bind(ports.log) },
    clock: ports.clock,
  })
  const setup = createSetupService({
    ...base,
    probeDirectory,
    faultOf,
    readBrandName: async () => (await brand.current()).name,
    isKeyOf,
    findClient: (id) => findClient(database.db, id),
    findRadius: (address) => registry.findRadius(address),
    readSecret: async ({ id, sealedSecret }) =>
      sealedSecret === null ? undefined : seal.unseal(sealedSecret, clientSecretContext(id)).catch(() => undefined),
    prepareTestSecret: base.testSecrets.prepare,
    answerPacket: async ({ bytes, address }) => {
      const answer = await rehearsal.answer({ bytes, address, port: 0, provenBy: 'secret' })
      return 'reply' in answer ? answer.reply : undefined
    },
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
