import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, get } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { createFakeClock } from '@motp/tests/support/fake-clock'
import { makeTemporaryFolder } from '@motp/tests/support/temporary-folder'
import { expect, test } from 'vitest'
import { type CertificateAndKey, issueAuthority, issueServerCertificate } from './certificate.ts'
import { createLocalAuthority, type LocalAuthority } from './local-authority.ts'

const names = { dnsNames: ['localhost'], addresses: ['127.0.0.1', '192.168.7.20'] }
const day = 86_400_000

/** A real HTTPS server with that certificate, asked by a client that trusts `ca` alone. */
async function fetchOverTls(
  { certPem, keyPem }: Pick<LocalAuthority, 'certPem' | 'keyPem'>,
  ca: string,
  host = '127.0.0.1',
  servername = '',
): Promise<string> {
  const server = createServer({ cert: certPem, key: keyPem }, (_request, response) => response.end('hello')).listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    const { port } = server.address() as AddressInfo
    return await new Promise((resolve, reject) => {
      get({ host, port, ca, agent: false, ...(servername ? { servername } : {}) }, (response) => text(response).then(resolve, reject)).on(
        'error',
        reject,
      )
    })
  } finally {
    server.close()
  }
}

test('a client that trusts the authority reaches the server by address and by name', async () => {
  const authority = await createLocalAuthority(makeTemporaryFolder(), { now: () => Date.now() }, names)
  expect(await fetchOverTls(authority, authority.caPem)).toBe('hello')
  expect(await fetchOverTls(authority, authority.caPem, 'localhost')).toBe('hello')
})

test('a client that trusts another authority refuses it', async () => {
  const clock = { now: () => Date.now() }
  const [own, foreign] = [
    await createLocalAuthority(makeTemporaryFolder(), clock, names),
    await createLocalAuthority(makeTemporaryFolder(), clock, names),
  ]
  await expect(fetchOverTls(own, foreign.caPem)).rejects.toThrow(/certificate/)
})

test('the authority may not speak for a name outside the local network', async () => {
  const validity = { from: Date.now() - day, to: Date.now() + day }
  const authority = await issueAuthority('test', validity)
  const toPems = ({ certificate, key }: CertificateAndKey) => ({ certPem: certificate, keyPem: key })
  const bank = toPems(await issueServerCertificate(authority, { dnsNames: ['bank.example'], addresses: [] }, validity))
  const publicAddress = toPems(await issueServerCertificate(authority, { dnsNames: ['localhost'], addresses: ['8.8.8.8'] }, validity))
  await expect(fetchOverTls(bank, authority.certificate, '127.0.0.1', 'bank.example')).rejects.toThrow(/permitted subtree violation/)
  await expect(fetchOverTls(publicAddress, authority.certificate, 'localhost')).rejects.toThrow(/permitted subtree violation/)
})

test('an address beyond the private networks makes a new authority, confined to it', async () => {
  const folder = makeTemporaryFolder()
  const clock = { now: () => Date.now() }
  const first = await createLocalAuthority(folder, clock, names)
  const beyond = { ...names, addresses: [...names.addresses, '203.0.113.9'] }
  const second = await createLocalAuthority(folder, clock, beyond)
  expect(second.fingerprint).not.toBe(first.fingerprint)
  expect(await createLocalAuthority(folder, clock, beyond)).toEqual(second)
  expect(await fetchOverTls(second, second.caPem)).toBe('hello')
})

test('a second start keeps authority and certificate, readable by their owner alone', async () => {
  const folder = makeTemporaryFolder()
  const clock = createFakeClock()
  const first = await createLocalAuthority(folder, clock, names)
  clock.advance(300 * day)
  expect(await createLocalAuthority(folder, clock, names)).toEqual(first)
  const files = readdirSync(join(folder, 'lan'))
  expect(files.toSorted()).toEqual(['authority-key.pem', 'authority.pem', 'server-key.pem', 'server.pem'])
  for (const file of files) expect(statSync(join(folder, 'lan', file)).mode & 0o777).toBe(0o600)
})

test.each([
  ['the machine has a new address', 0, { ...names, addresses: [...names.addresses, '10.1.2.3'] }],
  ['the certificate nears its end', 370 * day, names],
  ['the clock was set back before its beginning', -30 * day, names],
])('a new certificate of the same authority is issued when %s', async (_, passed, newNames) => {
  const folder = makeTemporaryFolder()
  const clock = createFakeClock()
  const first = await createLocalAuthority(folder, clock, names)
  clock.advance(Math.max(passed, 0))
  // An authority that is not yet valid is made anew as well: nobody could use it.
  const second = await createLocalAuthority(folder, passed < 0 ? createFakeClock(clock.now() + passed) : clock, newNames)
  expect(second.certPem).not.toBe(first.certPem)
  expect(second.fingerprint === first.fingerprint).toBe(passed >= 0)
  const certificate = new X509Certificate(second.certPem)
  for (const address of newNames.addresses) expect(certificate.checkIP(address)).toBe(address)
  expect(certificate.verify(new X509Certificate(second.caPem).publicKey)).toBe(true)
})

test('a folder with a lost or foreign key heals itself', async () => {
  const folder = makeTemporaryFolder()
  const clock = { now: () => Date.now() }
  const first = await createLocalAuthority(folder, clock, names)
  rmSync(join(folder, 'lan', 'server-key.pem'))
  const second = await createLocalAuthority(folder, clock, names)
  expect(second.fingerprint).toBe(first.fingerprint)
  const other = await issueAuthority('other', { from: Date.now(), to: Date.now() + day })
  writeFileSync(join(folder, 'lan', 'authority-key.pem'), other.key)
  chmodSync(join(folder, 'lan', 'authority-key.pem'), 0o600)
  const third = await createLocalAuthority(folder, clock, names)
  expect(third.fingerprint).not.toBe(first.fingerprint)
  expect(await fetchOverTls(third, third.caPem)).toBe('hello')
})

test('certificates are positive in serial, SHA-256 signed, and short-lived enough for phones', async () => {
  const { certPem, caPem } = await createLocalAuthority(makeTemporaryFolder(), createFakeClock(), names)
  const [server, authority] = [new X509Certificate(certPem), new X509Certificate(caPem)]
  expect(server.serialNumber).toMatch(/^01/)
  expect(server.ca).toBe(false)
  expect(authority.ca).toBe(true)
  expect(server.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1'])
  expect(server.validToDate.getTime() - server.validFromDate.getTime()).toBeLessThanOrEqual(825 * day)
})
