// From a configuration to listening ports, and to a clean stop. Used by main.ts (trial) and `motp serve` (production).
import { readFile } from 'node:fs/promises'
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import express from 'express'
import { createApp } from './app.ts'
import { compose, type OpenJudge, type Parts } from './compose.ts'
import { openJudge } from './compose-judge.ts'
import { type Config, ConfigError } from './config.ts'
import { demoPeople } from './directories/demo-people.ts'
import { keepLittleGarbage } from './garbage.ts'
import { drawLanInvitation } from './lan/lan-invitation.ts'
import { createLocalAuthority, type LocalAuthority } from './lan/local-authority.ts'
import { createTrustPage } from './lan/trust-page.ts'
import { createPorts, type Ports } from './ports.ts'
import { type RunningServer, startRadiusServer } from './radius/radius-server.ts'
import { createRadiusService } from './radius/radius-service.ts'
import { startRadsecServer } from './radius/radsec-server.ts'

export type RunOptions = {
  openJudge: OpenJudge
  hasRadius: boolean
  onReady: (config: Config) => void
}

const alone: RunOptions = {
  openJudge,
  hasRadius: true,
  onReady: ({ mode, http, publicOrigin }) => console.log(`ready ${mode === 'trial' ? `http://localhost:${http.port}` : publicOrigin}`),
}

/** Resolves when the server is ready; it then runs until SIGINT or SIGTERM. */
export async function runServer(config: Config, options: RunOptions = alone): Promise<void> {
  keepLittleGarbage()
  const ports = createPorts(config.mode)
  const authority = config.https?.certificate === 'local-authority' ? await createLocalAuthority(config.dataFolder, ports.clock) : undefined
  const parts = await compose(config, ports, options.openJudge)
  const app = createApp(config, ports, parts)
  const servers = await listen(config, app, authority)
  const radius = options.hasRadius ? await listenForRadius(config, ports, parts) : []
  parts.start()
  const stop = once(async () => {
    await Promise.all([...servers.map(close), ...radius.map((server) => server.close())])
    await parts.stop()
    process.exit(0)
  })
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  if (config.mode === 'trial') console.log(describeTrial(config))
  if (authority) console.log(await inviteToLan(config, authority))
  options.onReady(config)
}

async function listen(config: Config, app: RequestListener, authority: LocalAuthority | undefined): Promise<Server[]> {
  const { http, https } = config
  const servers: Server[] = []
  if (https) {
    const certificate = authority
      ? { cert: authority.certPem, key: authority.keyPem }
      : https.certificate !== 'local-authority' && {
          cert: await readFile(https.certificate.certFile),
          key: await readFile(https.certificate.keyFile),
        }
    servers.push(await open(createHttpsServer({ ...certificate, minVersion: 'TLSv1.2' }, app), https))
  }
  const isPlainNeeded = !https || authority !== undefined
  if (isPlainNeeded) servers.push(await open(createHttpServer(authority ? createPlainDoor(config, app, authority) : app), http))
  return servers
}

async function listenForRadius({ radius }: Config, { log, clock }: Ports, { radiusClients, canWrite }: Parts): Promise<RunningServer[]> {
  if (!radius) return []
  const service = createRadiusService({ ...radiusClients, isReady: canWrite, log, clock })
  const { host, port, tls } = radius
  const servers = [await startRadiusServer({ host, port, service, log })]
  if (!tls) return servers
  const [certificate, key, clientAuthority] = await Promise.all(
    [tls.certFile, tls.keyFile, tls.clientCaFile].map(async (path) => (path === undefined ? undefined : readFile(path, 'utf8'))),
  )
  return [
    ...servers,
    await startRadsecServer({ host, port: tls.port, certificate: certificate ?? '', key: key ?? '', clientAuthority, service, log }),
  ]
}

function open(server: Server, { host, port }: { host: string; port: number }): Promise<Server> {
  // Longer than a proxy's own patience, so that it never sends into a closing connection.
  server.keepAliveTimeout = 65_000
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const sentence = error.code === 'EADDRINUSE' ? `port ${port} is in use; choose another one: MOTP_PORT=8081 npm start` : error.message
      reject(new ConfigError(`cannot listen on ${host}:${port}: ${sentence}`))
    })
    server.listen(port, host, () => resolve(server))
  })
}

/** In LAN mode plain HTTP is for this machine itself; others find the page about trusting the authority, and the way to https. */
function createPlainDoor({ publicOrigin }: Config, app: RequestListener, authority: LocalAuthority): RequestListener {
  const door = express()
  door.use((request, response, next) => (isLoopback(request.socket.remoteAddress) ? app(request, response) : next()))
  door.use(createTrustPage({ ...authority, tokenUrl: `${publicOrigin}/token/` }))
  door.use((request, response) => response.redirect(307, publicOrigin + request.originalUrl))
  return door
}

function isLoopback(address = ''): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address)
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

function once(work: () => Promise<void>): () => void {
  let begun = false
  return () => {
    if (begun) return
    begun = true
    void work()
  }
}

function describeTrial({ http }: Config): string {
  const origin = `http://localhost:${http.port}`
  const accounts = demoPeople.map(({ name, people }) => `${name}: ${people.map((person) => person.account).join(', ')}`)
  return [
    '',
    `  console    ${origin}`,
    `  token app  ${origin}/token/`,
    `  inbox      ${origin}/demo/inbox`,
    `  API        ${origin}/api/docs`,
    '',
    `  accounts   ${accounts.join('\n             ')}`,
    '  password   demo-password',
    '',
  ].join('\n')
}

async function inviteToLan({ http, publicOrigin }: Config, { fingerprint }: LocalAuthority): Promise<string> {
  const { hostname } = new URL(publicOrigin)
  return drawLanInvitation({ trustUrl: `http://${hostname}:${http.port}/trust`, tokenUrl: `${publicOrigin}/token/`, fingerprint })
}
