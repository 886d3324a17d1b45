// What a server may do to us: untrusted certificates, silence at any point, lies, and absence.
import net from 'node:net'
import tls from 'node:tls'
import { createTestAuthority } from '@motp/tests/support/certificates'
import { makeDirectoryConfig, peopleEntries, peoplePassword } from '@motp/tests/support/directory-people'
import { findFreePort } from '@motp/tests/support/free-port'
import { type Slapd, startSlapd } from '@motp/tests/support/slapd'
import { createTestPorts } from '@motp/tests/support/test-ports'
import { startTroubledServer, type TroubledServer } from '@motp/tests/support/troubled-server'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { DirectoryConfigInput } from './directory-config.ts'
import { bindAs, withLdapClient } from './ldap-client.ts'
import { createLdapDirectory } from './ldap-directory.ts'

const unavailable = { outcome: 'unavailable' }
const startTlsAccepted = Buffer.from('300c02010178070a010004000400', 'hex')
const bindAccepted = Buffer.from('300c02010261070a010004000400', 'hex')

let slapd: Slapd
const running: TroubledServer[] = []
beforeAll(async () => {
  slapd = await startSlapd({ entries: peopleEntries })
})
afterAll(() => slapd.stop())
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop()
})

async function startTrouble(behaviour: Parameters<typeof startTroubledServer>[0]): Promise<TroubledServer> {
  const server = await startTroubledServer(behaviour)
  running.push(server)
  return server
}

function open(changes: Partial<DirectoryConfigInput>) {
  const ports = createTestPorts()
  return Object.assign(createLdapDirectory(makeDirectoryConfig(slapd, changes), ports), ports)
}

describe('a certificate', () => {
  const { caPem: otherCa } = createTestAuthority('another authority')

  test('of another authority is refused before any password is sent, with StartTLS and ldaps', async () => {
    for (const changes of [{ ca: otherCa }, { ca: otherCa, url: slapd.ldapsUrl, startTls: false }]) {
      const directory = open(changes)
      expect(await directory.checkPassword('TW01002547', peoplePassword)).toEqual(unavailable)
      expect(directory.logged.join('')).toContain('SELF_SIGNED_CERT_IN_CHAIN')
    }
  })

  test('of no authority that the system knows is refused', async () => {
    const { ca: _, ...config } = makeDirectoryConfig(slapd)
    const ports = createTestPorts()
    const directory = createLdapDirectory({ ...config, url: slapd.ldapsUrl, startTls: false }, ports)
    expect(await directory.checkPassword('TW01002547', peoplePassword)).toEqual(unavailable)
  })

  test('for another name is refused', async () => {
    const authority = createTestAuthority()
    const { certificatePem, keyPem } = authority.issue({ dns: ['other.example'], addresses: [] })
    const context = tls.createSecureContext({ cert: certificatePem, key: keyPem })
    const startTls = answerOnce(startTlsAccepted)
    const ldaps = await startTrouble({ onConnection: (socket) => secure(socket, context) })
    const ldap = await startTrouble({
      onData: (socket) => {
        socket.removeAllListeners('data')
        startTls(socket)
        secure(socket, context)
      },
    })
    for (const changes of [{ url: `ldaps://127.0.0.1:${ldaps.port}`, startTls: false }, { url: `ldap://localhost:${ldap.port}` }]) {
      const directory = open({ ...changes, ca: authority.caPem })
      expect(await directory.checkPassword('TW01002547', peoplePassword)).toEqual(unavailable)
      expect(directory.logged.join('')).toContain('ERR_TLS_CERT_ALTNAME_INVALID')
    }
  })
})

describe('a server that hangs is given up at the deadline', () => {
  const timeoutMs = 300
  const hangs: [string, Parameters<typeof startTroubledServer>[0], Partial<DirectoryConfigInput>][] = [
    ['after accepting the connection, StartTLS asked', {}, {}],
    ['in TLS, ldaps', {}, { startTls: false }],
    ['in the TLS handshake after StartTLS', { onData: answerOnce(startTlsAccepted) }, {}],
    ['in the bind', {}, { startTls: false }],
    ['after the bind', { onData: answerOnce(bindAccepted) }, { startTls: false }],
    ['byte by byte', { onConnection: (socket) => drip(socket) }, { startTls: false }],
    ['within half a StartTLS answer', { onData: answerOnce(startTlsAccepted.subarray(0, 5)) }, {}],
  ]

  test.each(hangs)('%s', async (where, behaviour, changes) => {
    const server = await startTrouble(behaviour)
    const scheme = where.includes('ldaps') ? 'ldaps' : 'ldap'
    const directory = open({ url: `${scheme}://127.0.0.1:${server.port}`, timeoutMs, ...changes })
    const start = performance.now()
    expect(await directory.checkPassword('TW01002547', peoplePassword)).toEqual(unavailable)
    expect(performance.now() - start).toBeGreaterThan(timeoutMs - 20)
    expect(performance.now() - start).toBeLessThan(timeoutMs + 1000)
    expect(server.received().toString('latin1')).not.toContain(peoplePassword)
  })

  test('by default within 8 s', async () => {
    const { timeoutMs: byDefault } = makeDirectoryConfig(slapd)
    expect(byDefault).toBeLessThanOrEqual(7000)
    expect(() => makeDirectoryConfig(slapd, { timeoutMs: 8000 })).toThrow()
  })
})

describe('StartTLS', () => {
  test('refused by the server: nothing more is sent', async () => {
    const refused = Buffer.from('300c02010178070a010204000400', 'hex')
    const server = await startTrouble({ onData: answerOnce(refused) })
    const directory = open({ url: `ldap://127.0.0.1:${server.port}` })
    expect(await directory.checkPassword('TW01002547', peoplePassword)).toEqual(unavailable)
    expect(directory.logged.join('')).toContain('StartTLS refused, result code 2')
    expect(server.received()).toHaveLength(31)
  })

  test('followed by plain bytes is refused: they would pass for the server behind TLS', async () => {
    const server = await startTrouble({ onData: answerOnce(Buffer.concat([startTlsAccepted, bindAccepted])) })
    const directory = open({ url: `ldap://127.0.0.1:${server.port}` })
    expect(await directory.checkPassword('TW01002547', peoplePassword)).toEqual(unavailable)
    expect(directory.logged.join('')).toContain('unreadable answer to StartTLS')
  })

  test.each([
    ['something else than LDAP', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['an endless answer', Buffer.concat([Buffer.from('3084ffffffff', 'hex'), Buffer.alloc(8192)])],
    ['an answer to another request', Buffer.from('300c02010778070a010004000400', 'hex')],
  ])('answered by %s is unavailable', async (_, bytes) => {
    const server = await startTrouble({ onData: answerOnce(bytes) })
    const directory = open({ url: `ldap://127.0.0.1:${server.port}`, timeoutMs: 500 })
    expect(await directory.checkPassword('TW01002547', peoplePassword)).toEqual(unavailable)
  })

  test('a connection that breaks after it is never replaced by a plain one', async () => {
    const authority = createTestAuthority()
    const { certificatePem, keyPem } = authority.issue()
    const context = tls.createSecureContext({ cert: certificatePem, key: keyPem })
    const startTls = answerOnce(startTlsAccepted)
    const decrypted: Buffer[] = []
    let connections = 0
    const server = await startTrouble({
      onConnection: () => {
        connections += 1
      },
      onData: (socket) => {
        socket.removeAllListeners('data')
        startTls(socket)
        const secured = secure(socket, context)
        secured.on('data', (data) => {
          decrypted.push(data)
          secured.end(bindAccepted)
        })
      },
    })
    const target = { url: `ldap://127.0.0.1:${server.port}`, startTls: true, ca: authority.caPem }
    const twoBinds = withLdapClient(target, AbortSignal.timeout(5000), async (client) => {
      const login = { dn: slapd.serviceDn, password: slapd.servicePassword, asksPasswordPolicy: false }
      expect(await bindAs(client, login)).toMatchObject({ code: 0 })
      await vi.waitUntil(() => !client.isConnected)
      await bindAs(client, login)
    })
    await expect(twoBinds).rejects.toThrow('connection lost')
    expect(Buffer.concat(decrypted).toString('latin1')).toContain(slapd.servicePassword)
    expect(connections).toBe(1)
    expect(server.received().toString('latin1')).not.toContain(slapd.servicePassword)
  })
})

describe('a server that is down', () => {
  test('is unavailable at once; after three failures it is left alone, probed after 30 s, and used again', async () => {
    const port = await findFreePort()
    const directory = open({ url: `ldap://127.0.0.1:${port}` })
    const check = () => directory.checkPassword('TW01002547', peoplePassword)
    for (let attempt = 0; attempt < 3; attempt++) expect(await check()).toEqual(unavailable)
    expect(directory.logged).toHaveLength(3)
    expect(directory.health()).toBe('down')

    const { port: realPort } = new URL(slapd.url)
    const connections: net.Socket[] = []
    const server = net.createServer((socket) => {
      connections.push(socket)
      socket.on('error', () => undefined)
      socket.pipe(net.connect(Number(realPort), '127.0.0.1')).pipe(socket)
    })
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    expect(await check()).toEqual(unavailable)
    expect(connections).toHaveLength(0)

    directory.clock.advance(30_000)
    expect(await check()).toMatchObject({ outcome: 'accepted' })
    expect(await check()).toMatchObject({ outcome: 'accepted' })
    expect(directory.health()).toBe('up')
    server.close()
  })
})

function answerOnce(bytes: Buffer): (socket: net.Socket) => void {
  const answered = new WeakSet<net.Socket>()
  return (socket) => {
    if (answered.has(socket)) return
    answered.add(socket)
    socket.write(bytes)
  }
}

function secure(socket: net.Socket, secureContext: tls.SecureContext): tls.TLSSocket {
  return new tls.TLSSocket(socket, { isServer: true, secureContext }).on('error', () => undefined)
}

function drip(socket: net.Socket): void {
  const bytes = Buffer.concat([Buffer.from('3084ffffffff', 'hex'), Buffer.alloc(1000, 1)])
  let sent = 0
  const timer = setInterval(() => socket.write(bytes.subarray(sent, ++sent)), 20)
  socket.on('close', () => clearInterval(timer))
}
