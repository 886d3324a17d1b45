// Where the server runs and with what: read once, checked as a whole, frozen, passed down. The only file that reads the environment.
import { accessSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { z } from 'zod'
import { type DirectoryConfig, directoryListSchema } from './directories/directory-config.ts'
import { lanAddresses } from './lan/lan-address.ts'
import { type SmtpConfig, smtpConfigSchema } from './notices/mail-transport.ts'

export type Config = {
  mode: 'trial' | 'production'
  dataFolder: string
  /** A `postgres://` URL or the path of an SQLite file. */
  databaseLocation: string
  keyFile: string
  /** Where sealed segments of the audit trail are; servers of one database share it. */
  segmentFolder: string
  http: { host: string; port: number }
  /** `files` in production; in LAN mode the local authority issues the certificate. */
  https: { host: string; port: number; certificate: 'local-authority' | { certFile: string; keyFile: string } } | undefined
  /** The origin that phones and browsers use; stands in the QR code. */
  publicOrigin: string
  allowedOrigins: ReadonlySet<string>
  /** How many proxies stand in front, whose X-Forwarded-For counts. */
  trustProxy: number
  /** UDP, and RADIUS over TLS on a port of its own; none unless it is asked for. */
  radius: { host: string; port: number; tls: RadiusTls | undefined } | undefined
  directories: 'demo' | readonly DirectoryConfig[]
  mail: 'demo-inbox' | SmtpConfig
  folders: { console: string; tokenApp: string }
}

export type RadiusTls = { port: number; certFile: string; keyFile: string; clientCaFile: string | undefined }

/** What is wrong, one line a finding; the start stops with all of them. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

const portSchema = z.coerce.number().int().min(1).max(65_535)

const radiusSchema = z.strictObject({
  host: z.string().min(1).default('0.0.0.0'),
  port: portSchema.default(1812),
  /** RFC 6614. With `clientCaFile` clients have to show a certificate of that authority. */
  tls: z
    .strictObject({
      port: portSchema.default(2083),
      certFile: z.string().min(1),
      keyFile: z.string().min(1),
      clientCaFile: z.string().min(1).optional(),
    })
    .optional(),
})

const productionSchema = z.strictObject({
  data: z.string().min(1),
  database: z.string().min(1).optional(),
  databaseFile: z.string().min(1).optional(),
  keyFile: z.string().min(1),
  /** `audit-segments` in `data` unless several servers share one. */
  auditSegments: z.string().min(1).optional(),
  publicUrl: z.url({ protocol: /^https?$/ }),
  listen: z.strictObject({
    host: z.string().min(1).default('127.0.0.1'),
    port: portSchema.default(8080),
    tls: z.strictObject({ certFile: z.string().min(1), keyFile: z.string().min(1) }).optional(),
  }),
  trustProxy: z.number().int().min(0).max(5).default(0),
  radius: radiusSchema.optional(),
  directories: directoryListSchema,
  mail: smtpConfigSchema,
})

const projectFolder = fileURLToPath(new URL('../..', import.meta.url))
const folders = { console: join(projectFolder, 'desktop/dist'), tokenApp: join(projectFolder, 'mobile-token/dist') }
const segmentFolderName = 'audit-segments'
const loopbackHosts = new Set(['127.0.0.1', 'localhost', '::1'])

/** The trial site: everything on one machine. `data` beats MOTP_DATA beats `.motp` in the clone. */
export function readTrialConfig({ isLan = false, data }: { isLan?: boolean; data?: string | undefined } = {}): Config {
  const env = process.env
  const port = readPort('MOTP_PORT', env.MOTP_PORT, 8080)
  const httpsPort = readPort('MOTP_HTTPS_PORT', env.MOTP_HTTPS_PORT, 8443)
  const dataFolder = resolve(data ?? env.MOTP_DATA ?? join(projectFolder, '.motp'))
  makeFolder(dataFolder)
  const local = [`http://localhost:${port}`, `http://127.0.0.1:${port}`]
  const addresses = isLan ? lanAddresses() : []
  if (isLan && addresses.length === 0)
    throw new ConfigError('--lan: this machine has no address in a network; connect it, then start again')
  const lan = isLan ? ['localhost', ...addresses].map((host) => `https://${host}:${httpsPort}`) : []
  return Object.freeze({
    mode: 'trial',
    dataFolder,
    databaseLocation: env.MOTP_DATABASE_URL ?? join(dataFolder, 'motp.sqlite'),
    keyFile: join(dataFolder, 'seal.key'),
    segmentFolder: join(dataFolder, segmentFolderName),
    http: { host: isLan ? '0.0.0.0' : '127.0.0.1', port },
    https: isLan ? { host: '0.0.0.0', port: httpsPort, certificate: 'local-authority' } : undefined,
    publicOrigin: lan[1] ?? local[0] ?? '',
    allowedOrigins: new Set([...local, ...lan]),
    trustProxy: 0,
    radius: env.MOTP_RADIUS_PORT
      ? { host: '127.0.0.1', port: readPort('MOTP_RADIUS_PORT', env.MOTP_RADIUS_PORT, 1812), tls: undefined }
      : undefined,
    directories: 'demo',
    mail: 'demo-inbox',
    folders,
  } satisfies Config)
}

/** Production: refuses the demo directory, plain HTTP off loopback, and a missing key file. Throws ConfigError with the whole list. */
export function readProductionConfig(path: string): Config {
  const parsed = productionSchema.safeParse(readYaml(path))
  if (!parsed.success) throw new ConfigError(z.prettifyError(parsed.error))
  const file = parsed.data
  const base = dirname(resolve(path))
  const { host, port, tls } = file.listen
  const keyFile = resolve(base, file.keyFile)
  const findings: string[] = []
  if (!existsSync(keyFile)) findings.push(`keyFile: ${keyFile} is missing; make one with: motp key create ${keyFile}`)
  if (!tls && !loopbackHosts.has(host)) findings.push(`listen: ${host} without tls; listen on 127.0.0.1 behind a proxy, or give listen.tls`)
  const publicUrl = new URL(file.publicUrl)
  if (publicUrl.protocol === 'http:' && !loopbackHosts.has(publicUrl.hostname)) findings.push('publicUrl: must be https')
  if (publicUrl.protocol === 'https:' && !tls && file.trustProxy === 0) {
    findings.push('trustProxy: publicUrl is https, so give listen.tls, or say how many proxies stand in front')
  }
  if (file.database !== undefined && file.databaseFile !== undefined) findings.push('database: give database or databaseFile, not both')
  if (findings.length > 0) throw new ConfigError(findings.join('\n'))
  const dataFolder = resolve(base, file.data)
  makeFolder(dataFolder)
  const listener = { host, port }
  return Object.freeze({
    mode: 'production',
    dataFolder,
    databaseLocation: file.databaseFile
      ? readFileSync(file.databaseFile, 'utf8').trim()
      : (file.database ?? join(dataFolder, 'motp.sqlite')),
    keyFile,
    segmentFolder: file.auditSegments ? resolve(base, file.auditSegments) : join(dataFolder, segmentFolderName),
    http: listener,
    https: tls && { ...listener, certificate: { certFile: resolve(base, tls.certFile), keyFile: resolve(base, tls.keyFile) } },
    publicOrigin: publicUrl.origin,
    allowedOrigins: new Set([publicUrl.origin]),
    trustProxy: file.trustProxy,
    radius: file.radius && { ...file.radius, tls: file.radius.tls && resolveRadiusTls(base, file.radius.tls) },
    directories: file.directories,
    mail: file.mail,
    folders,
  } satisfies Config)
}

function resolveRadiusTls(base: string, tls: Omit<RadiusTls, 'clientCaFile'> & { clientCaFile?: string | undefined }): RadiusTls {
  const { port, certFile, keyFile, clientCaFile } = tls
  return {
    port,
    certFile: resolve(base, certFile),
    keyFile: resolve(base, keyFile),
    clientCaFile: clientCaFile && resolve(base, clientCaFile),
  }
}

function readYaml(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new ConfigError(`${path} cannot be read as YAML: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

function readPort(name: string, text: string | undefined, fallback: number): number {
  const parsed = portSchema.safeParse(text ?? fallback)
  if (!parsed.success) throw new ConfigError(`${name}: must be a port number, not "${text}"`)
  return parsed.data
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    accessSync(path, constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw new ConfigError(`the data folder ${path} cannot be written; choose another one: MOTP_DATA=/path npm start`, { cause })
  }
}

/** Set by the parent of `--workers`. */
export function readWorkerNumber(): number {
  return Number(process.env.MOTP_WORKER)
}
