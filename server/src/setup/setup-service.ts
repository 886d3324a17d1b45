// What the server is connected to, and tests of it. Nothing here changes the configuration.

import type { getSetup, SetupFault, SetupFinding, testDirectory } from '@motp/shared/protocol/admin-setup'
import { AppError } from '@motp/shared/protocol/app-error'
import type { Reply } from '@motp/shared/protocol/endpoint'
import type { Language } from '@motp/shared/protocol/language'
import { appendAudit } from '../audit/audit-store.ts'
import type { Client } from '../clients/client.ts'
import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import type { Directories } from '../directories/directories.ts'
import type { DirectoryConfig } from '../directories/directory-config.ts'
import type { Mail, MailTransport } from '../notices/mail-transport.ts'
import type { Ports } from '../ports.ts'
import type { User } from '../users/user.ts'
import { checkClient } from './client-check.ts'
import { type ProbeOutcome, probeRadius } from './radius-probe.ts'
import { type AnswerPacket, rehearse } from './radius-rehearsal.ts'
import { probeRadsec } from './radsec-probe.ts'
import { writeTestMail } from './test-mail-words.ts'

export type SetupService = ReturnType<typeof createSetupService>

type Staff = { actor: string; address: string | null }
type Words = Pick<Mail, 'subject' | 'text' | 'html'>
type MailOutcome = { sentTo: string; findings: SetupFinding[] }

export type SetupDeps = {
  config: Pick<Config, 'publicOrigin' | 'mail' | 'radius'>
  database: Database
  ports: Ports
  directories: Pick<Directories, 'health' | 'findByAccount'>
  directoryConfigs: readonly DirectoryConfig[]
  probeDirectory(config: DirectoryConfig): Promise<SetupFinding[]>
  faultOf(error: unknown): SetupFault
  transport: MailTransport
  readBrandName(): Promise<string | null>
  findClient(id: string): Promise<Client | undefined>
  isKeyOf(client: Client, key: string): boolean
  /** The RADIUS client that an address belongs to. */
  findRadius(address: string): Promise<{ id: string; name: string; secret: Uint8Array } | undefined>
  /** A RADIUS client's own secret; undefined when it does not unseal. */
  readSecret(client: Client): Promise<Uint8Array | undefined>
  /** The secret that the own address is a client under for the next seconds. */
  prepareTestSecret(): Promise<Uint8Array>
  answerPacket: AnswerPacket
  /** Whether the database takes writes: without, no Status-Server is answered. */
  canWrite(): Promise<boolean>
  isAddressAllowed(client: Client, address: string): boolean
}

export function createSetupService(deps: SetupDeps) {
  const { config, directories, directoryConfigs, ports, database } = deps

  /** Throws `mail-address-missing`. Goes out at once, past the outbox: the answer is the point. */
  const sendNow = async (user: User, mail: Words, { actor, address }: Staff): Promise<MailOutcome> => {
    if (user.mail === null) throw new AppError('mail-address-missing')
    const failure = await send(deps, user.mail, mail)
    const detail = { outcome: failure?.detail ?? 'sent', subject: mail.subject }
    await database.transact((tx) => appendAudit(tx, { at: ports.clock.now(), actor, address, action: 'mail.tested', detail }))
    return { sentTo: user.mail, findings: [failure ?? { step: 'send', isRight: true, fault: null, detail: null }] }
  }

  return {
    describe(): Reply<typeof getSetup> {
      const { publicOrigin, mail, radius } = config
      const healthOf = new Map(directories.health().map(({ name, health }) => [name, health]))
      return {
        publicOrigin,
        directories: directoryConfigs.map(({ name, url, baseDn }) => ({ name, url, baseDn, health: healthOf.get(name) ?? 'unknown' })),
        mail:
          mail === 'demo-inbox'
            ? { kind: mail, host: null, from: null }
            : { kind: 'smtp', host: `${mail.host}:${mail.port}`, from: mail.from },
        radius: radius ? { host: radius.host, port: radius.port, tlsPort: radius.tls?.port ?? null } : null,
      }
    },

    async testDirectory(name: string, account: string): Promise<Reply<typeof testDirectory>> {
      const one = directoryConfigs.find((candidate) => candidate.name === name)
      if (!one) throw new AppError('not-found')
      const findings = await deps.probeDirectory(one)
      const found = account === '' ? undefined : await directories.findByAccount(account)
      if (found?.outcome !== 'found') return { findings, person: null }
      const { account: spelled, displayName, mail, roles } = found.user
      return { findings, person: { account: spelled, displayName, mail, roles, isDisabled: found.isDisabled } }
    },

    sendNow,

    testMail: async (user: User, { language, ...staff }: Staff & { language: Language }): Promise<MailOutcome> =>
      sendNow(user, writeTestMail(language, await deps.readBrandName()), staff),

    testRadius: (): Promise<SetupFinding[]> => testPort(deps),

    async testClient(clientId: string, { address, key }: { address: string; key: string }): Promise<SetupFinding[]> {
      const client = await deps.findClient(clientId)
      if (!client) throw new AppError('not-found')
      const isRadius = client.kind === 'radius'
      const owner = isRadius && address !== '' ? await deps.findRadius(address) : undefined
      const secret = isRadius ? await deps.readSecret(client) : undefined
      return checkClient({
        port: isRadius ? await testPort(deps) : [],
        rehearsal: owner?.id === client.id && secret ? await rehearse(deps.answerPacket, { address, secret }) : null,
        kind: client.kind,
        lastUsedAt: client.lastUsedAt,
        address,
        isAddressAllowed: deps.isAddressAllowed(client, address),
        otherOwner: owner && owner.id !== client.id ? owner.name : null,
        isKeyRight: key === '' ? undefined : deps.isKeyOf(client, key),
        isSecretReadable: secret !== undefined,
      })
    },
  }
}

/** Is this server at its RADIUS ports, and does it answer as it should? */
async function testPort(deps: SetupDeps): Promise<SetupFinding[]> {
  const { radius } = deps.config
  if (!radius) return [{ step: 'listening', isRight: false, fault: 'radius-off', detail: null }]
  const { host, port, tls } = radius
  const { outcome, tookMs } = await probeRadius({
    host,
    port,
    findSecret: async (ownAddress) => (await deps.findRadius(ownAddress))?.secret ?? deps.prepareTestSecret(),
  })
  const fault = outcome === 'silent' && !(await deps.canWrite()) ? 'database' : portFaults[outcome]
  const detail = fault === null ? `UDP ${port}, ${tookMs} ms` : `UDP ${port}`
  return [
    { step: 'listening', isRight: fault === null, fault, detail },
    ...(tls ? await probeRadsec({ host, port: tls.port, certFile: tls.certFile, now: deps.ports.clock.now() }) : []),
  ]
}

const portFaults = {
  answered: null,
  foreign: 'radius-foreign',
  refused: 'radius-not-listening',
  silent: 'radius-silent',
} as const satisfies Record<ProbeOutcome, SetupFault | null>

async function send({ transport, ports, faultOf }: SetupDeps, to: string, mail: Words): Promise<SetupFinding | undefined> {
  try {
    await transport.send({ id: ports.random.id(), to, ...mail })
    return undefined
  } catch (error) {
    const { code, responseCode } = error as { code?: string; responseCode?: number }
    const fault = code === 'EAUTH' ? 'mail-login' : code === 'EENVELOPE' || code === 'EMESSAGE' ? 'mail-refused' : faultOf(error)
    return { step: 'send', isRight: false, fault, detail: [code, responseCode].filter(Boolean).join(' ') }
  }
}
