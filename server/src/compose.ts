// Every part of the server, made once and handed to those that need it. No framework: the order of the lines is the order of the needs.
import { existsSync } from 'node:fs'
import { createRetentionService } from './audit/retention-service.ts'
import { createSegmentService } from './audit/segment-service.ts'
import { type BrandService, createBrandService } from './brand/brand-service.ts'
import { deleteOldChallenges } from './clients/challenge-store.ts'
import { createClientRegistry } from './clients/client-registry.ts'
import { createClientService } from './clients/client-service.ts'
import { createClientVerificationService } from './clients/client-verification-service.ts'
import type { CodeJudge } from './clients/code-judge.ts'
import { createRadiusClients } from './clients/radius-clients.ts'
import { deleteOldReplies } from './clients/repeated-request-store.ts'
import { createRepeatedRequests } from './clients/repeated-requests.ts'
import { createRequestAllowance } from './clients/request-allowance.ts'
import { composeDesk } from './compose-desk.ts'
import { composeIt, composeSetup } from './compose-it.ts'
import type { Config } from './config.ts'
import { readCountedEnd } from './counts/hourly-count-store.ts'
import { type Database, openDatabase } from './database/database.ts'
import { migrate } from './database/migrate.ts'
import { createDemoDirectory } from './directories/demo-directory.ts'
import { createDirectories } from './directories/directories.ts'
import { createLdapDirectory } from './directories/ldap-directory.ts'
import { createEnrollmentParts } from './enrollment/enrollment-parts.ts'
import { createWriteProbe } from './health/write-probe.ts'
import { deleteLeaver } from './leavers/leaver-store.ts'
import { createSmtpTransport, createTrialTransport, type MailTransport } from './notices/mail-transport.ts'
import { createNoticeSender } from './notices/notice-service.ts'
import { queueMailedCode } from './notices/notice-store.ts'
import { createPolicyService, type PolicyService } from './policies/policy-service.ts'
import type { Ports } from './ports.ts'
import { readHealth } from './read-health.ts'
import { loadIdentityKey } from './seal/identity-key.ts'
import { createKeyFile, readKeyFile } from './seal/key-file.ts'
import { createSeal, type Seal } from './seal/seal-service.ts'
import { createAddressThrottle } from './sessions/address-throttle.ts'
import { createProofService } from './sessions/proof-service.ts'
import { createSessionService } from './sessions/session-service.ts'
import { createSignInService } from './sessions/sign-in-service.ts'
import { createSignInThrottle } from './sessions/sign-in-throttle.ts'
import { deleteOldThrottles, hitThrottle, takeHits } from './sessions/throttle-store.ts'
import { withTestClient } from './setup/test-client.ts'
import { createTestSecrets } from './setup/test-secret-store.ts'
import { startSweeping } from './sweep.ts'
import { createAdminTokenService } from './tokens/admin-token-service.ts'
import { createTokenChangeService } from './tokens/token-change-service.ts'
import { createTokenService } from './tokens/token-service.ts'
import { createTokenSerial } from './tokens/token-store.ts'
import { deleteOldCallerCodes } from './users/caller-code-store.ts'
import { saveGroups } from './users/user-group-store.ts'
import { findUsersByAccount, saveUser } from './users/user-store.ts'
import { createCodeAt } from './verification/code-at.ts'
import { mostSeedsKept } from './verification/seed-keys.ts'
import { createTokenList } from './verification/token-list-store.ts'
import { createVerificationService } from './verification/verification-service.ts'
import { startWarming, type Warming } from './verification/warming.ts'

export type OpenJudge = typeof import('./compose-judge.ts').openJudge

export type Parts = Awaited<ReturnType<typeof compose>>

export type Base = { config: Config; ports: Ports; database: Database; seal: Seal; policies: PolicyService }

/** Two messages a registration: room for an office of hundreds behind one address, none for searching tickets. */
const phoneLimit = { name: 'phone', limit: 1200, windowMs: 5 * 60_000 }
/** Counts nothing: a write that any database takes which can take a code. */
const probeLimit = { key: 'write-probe', limit: 1, windowMs: 1000 }

/** `openJudge`: where the codes of relying systems are judged, other than by the usual verification. */
export async function compose(config: Config, ports: Ports, openJudge?: OpenJudge) {
  const base = await openBase(config, ports)
  const { database } = base
  const registration = await composeRegistration(base)
  const { tokens, enrollments } = registration
  const signing = await composeSigning(base, registration)
  const brand = createBrandService(base)
  const mail = composeMail({ ...base, brand })
  const judging = openJudge?.({ ...base, domains: signing.domains })
  const warming = judging ? undefined : warmUp(base, registration)
  const records = composeRecords(base)
  const desk = composeDesk({ ...base, ...registration, ...records, readHealth: () => readHealth(base, signing.directories) })
  const it = composeIt({ ...base, ...registration, ...signing, ...desk })
  const asking = composeClients(base, registration, { ...signing, judge: judging?.judge })
  const canWrite = createWriteProbe({ write: () => hitThrottle(database.db, probeLimit, ports.clock.now()), clock: ports.clock })
  const testSecrets = createTestSecrets(base)
  const sweeping = startSweeping(ports.log, [
    () => signing.sessions.sweep(),
    () => enrollments.expireDue(),
    () => tokens.expireDue(),
    () => registration.activationCodes.eraseDue(),
    () => deleteOldThrottles(database.db, ports.clock.now()),
    () => deleteOldChallenges(database.db, ports.clock.now()),
    () => deleteOldReplies(database.db, ports.clock.now()),
    () => deleteOldCallerCodes(database.db, ports.clock.now()),
    () => desk.counts.sweep(),
    () => desk.approvalExpiry.expireDue(),
    () => it.bulkRuns.resumeDue(),
    () => it.leaverChecks.startDue(),
    () => records.retention.resumeDue(),
  ])
  return {
    ...base,
    ...registration,
    ...signing,
    ...mail,
    brand,
    ...asking,
    ...records,
    ...desk,
    ...it,
    ...composeSetup({ ...base, ...signing, ...mail, ...asking, testSecrets, canWrite, brand }),
    radiusClients: { ...asking.radiusClients, findClient: withTestClient(asking.radiusClients.findClient, testSecrets.find) },
    canWrite,
    countPhone: createAddressThrottle({ database, clock: ports.clock }, phoneLimit),
    start(): void {
      mail.sender.start()
      sweeping.start()
    },
    async stop(): Promise<void> {
      await Promise.all([mail.sender.stop(), sweeping.stop(), judging?.stop(), warming?.stop()])
      await Promise.all([it.bulkRuns.stop(), it.leaverChecks.stop(), records.retention.stop()])
      await signing.closeDirectory()
      await database.close()
    },
  }
}

function warmUp({ database }: Base, { verification }: Registration): Warming {
  return startWarming({ next: createTokenList(database.aside, mostSeedsKept), openSeed: verification.prepare })
}

/** What everything else stands on: database, seal, policy. Also all that the command line needs for its short jobs. */
export async function openBase(config: Config, ports: Ports): Promise<Base> {
  const database = openDatabase(config.databaseLocation)
  await migrate(database)
  // Production made its key file beforehand (config.ts refuses to start without); the trial makes its own.
  if (config.mode === 'trial' && !existsSync(config.keyFile)) await createKeyFile(config.keyFile, ports.random)
  const seal = await createSeal({ database, masterKey: await readKeyFile(config.keyFile), ports })
  return { config, ports, database, seal, policies: createPolicyService({ database, ports }) }
}

/** What keeps the audit trail: its sealed segments, and how old events come there. */
export function composeRecords({ config, ...base }: Omit<Base, 'config'> & { config: Pick<Config, 'segmentFolder'> }) {
  const { database, seal, policies } = base
  const segments = createSegmentService({ database, seal, folder: config.segmentFolder })
  const retention = createRetentionService({
    ...base,
    segments,
    readCountedEnd: () => readCountedEnd(database.db),
    async readKeepDays() {
      const policy = await policies.current()
      return policy['audit.sealing'] ? policy['audit.keepDays'] : null
    },
  })
  return { segments, retention }
}

/** Tokens, verification, registration, and what IT does with them. */
export async function composeRegistration(base: Omit<Base, 'config'> & { config: Pick<Config, 'publicOrigin'> }) {
  const { config, ports, database, seal } = base
  const { publicKey } = await loadIdentityKey(database, seal, ports)
  const createSerial = () => createTokenSerial(database.db, ports.random)
  const { publicOrigin } = config
  const registration = await createEnrollmentParts({ ...base, identityKey: publicKey, publicOrigin, createSerial, createCodeAt })
  const { enrollments, activationCodes } = registration
  const verification = createVerificationService(base)
  const changes = createTokenChangeService({ ports, verification, closeEnrollmentsOf: enrollments.closeOf })
  const adminTokens = createAdminTokenService({ ...base, changes })
  const tokens = createTokenService({ ...base, verification, changes, requireActivationCode: activationCodes.require })
  return { ...registration, verification, changes, tokens, adminTokens }
}

export type Registration = Awaited<ReturnType<typeof composeRegistration>>

/** Directories, sign-in, sessions, proofs. */
async function composeSigning(base: Base, { enrollments, tokens, activationCodes }: Registration) {
  const { config, ports, database, policies, seal } = base
  const demo = config.directories === 'demo' ? await createDemoDirectory() : undefined
  const configs = demo?.configs ?? (config.directories === 'demo' ? [] : config.directories)
  const directories = createDirectories(configs.map((one) => createLdapDirectory(one, ports)))
  const cancelEnrollmentsOf: Parameters<typeof createSessionService>[0]['cancelEnrollmentsOf'] = (tx, sessionId) =>
    enrollments.closeOf(tx, { sessionId })
  const sessions = createSessionService({ database, policies, ports, cancelEnrollmentsOf })
  const throttle = createSignInThrottle({ database, clock: ports.clock })
  const users = { findUsersByAccount, saveUser }
  const { ensureSlot, verifyCodeOf } = tokens
  const noteSeen: Parameters<typeof createSignInService>[0]['noteSeen'] = async (tx, userId, { groups }) => {
    await saveGroups(tx, userId, groups)
    await deleteLeaver(tx, userId)
  }
  const signIns = createSignInService({
    database,
    directories,
    policies,
    ports,
    sessions,
    throttle,
    users,
    noteSeen,
    verifyCodeOf,
    ensureSlot,
  })
  const proofs = createProofService({
    database,
    ports,
    checkPassword: signIns.checkPassword,
    verifyCodeOf,
    checkActivationCode: activationCodes.prove,
    queueMailedCode: (tx, { user, code, language, at, expiresAt, address }) =>
      queueMailedCode(tx, seal, { id: ports.random.id(), user, language, data: { code, expiresAt, address }, at }),
  })
  const domains = new Map(configs.map((one) => [one.name, one.domains]))
  return { directories, directoryConfigs: configs, domains, throttle, sessions, signIns, proofs, closeDirectory: async () => demo?.close() }
}

/** What relying systems ask, over HTTP and RADIUS. */
type Signing = Awaited<ReturnType<typeof composeSigning>>

function composeClients(base: Base, { verification }: Registration, signing: Signing & { judge: CodeJudge | undefined }) {
  const registry = createClientRegistry(base)
  const allowance = createRequestAllowance({ ...base, takeHits })
  const clientVerification = createClientVerificationService({ ...base, ...signing, verification })
  return {
    registry,
    allowance,
    clientVerification,
    clients: createClientService(base),
    repeated: createRepeatedRequests(base),
    radiusClients: createRadiusClients({ registry, allowance, clientVerification }),
  }
}

function composeMail({ config, ...base }: Base & { brand: BrandService }) {
  const { ports } = base
  const createParts = (transport: MailTransport) => ({ transport, sender: createNoticeSender({ ...base, transport }) })
  if (config.mail !== 'demo-inbox') return { inbox: undefined, ...createParts(createSmtpTransport(config.mail)) }
  const inbox = createTrialTransport(ports.clock)
  return { inbox, ...createParts(inbox) }
}
