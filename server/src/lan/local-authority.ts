// The local authority of `--lan`: kept in the data folder, made once, so that a phone has to trust it only once.
// The server's certificate follows the machine's addresses.
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { Clock } from '../ports.ts'
import {
  type CertificateAndKey,
  issueAuthority,
  issueServerCertificate,
  mayCertify,
  type ServerNames,
  type Validity,
} from './certificate.ts'
import { isPrivateAddress, lanAddresses, lanNames } from './lan-address.ts'

export type LocalAuthority = {
  caPem: string
  certPem: string
  keyPem: string
  /** SHA-256 of the authority's certificate, `AB:CD:…`: what a careful person compares before trusting it. */
  fingerprint: string
}

const day = 86_400_000
// Apple refuses server certificates of private authorities beyond 825 days.
const lifetimes = { authority: 3650 * day, server: 397 * day }
const renewBefore = { authority: 400 * day, server: 30 * day }

export async function createLocalAuthority(dataFolder: string, clock: Clock, names = namesOfThisMachine()): Promise<LocalAuthority> {
  const folder = join(dataFolder, 'lan')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const keptAuthority = await readPair(folder, 'authority')
  const isKeptGood = keptAuthority && isLasting(keptAuthority, clock, renewBefore.authority) && mayCertifyAll(keptAuthority, names)
  const authority = isKeptGood ? keptAuthority : await keep(folder, 'authority', await makeAuthority(clock, names))
  const keptServer = await readPair(folder, 'server')
  const server =
    keptServer && isLasting(keptServer, clock, renewBefore.server) && isIssuedFor(keptServer, authority, names)
      ? keptServer
      : await keep(folder, 'server', await issueServerCertificate(authority, names, validityFrom(clock, lifetimes.server)))
  const { fingerprint256 } = new X509Certificate(authority.certificate)
  return { caPem: authority.certificate, certPem: server.certificate, keyPem: server.key, fingerprint: fingerprint256 }
}

function namesOfThisMachine(): ServerNames {
  return { dnsNames: lanNames(), addresses: ['127.0.0.1', ...lanAddresses()] }
}

function makeAuthority(clock: Clock, { addresses }: ServerNames): Promise<CertificateAndKey> {
  const beyondPrivate = addresses.filter((address) => !isPrivateAddress(address) && !address.startsWith('127.'))
  return issueAuthority(`MOTP trial ${hostname()}`, validityFrom(clock, lifetimes.authority), beyondPrivate)
}

function mayCertifyAll({ certificate }: CertificateAndKey, { addresses }: ServerNames): boolean {
  return addresses.every((address) => mayCertify(certificate, address))
}

/** A day early: the clock of a phone may be behind. */
function validityFrom(clock: Clock, lifetime: number): Validity {
  return { from: clock.now() - day, to: clock.now() - day + lifetime }
}

function isLasting({ certificate }: CertificateAndKey, clock: Clock, margin: number): boolean {
  const { validFromDate, validToDate } = new X509Certificate(certificate)
  return validFromDate.getTime() <= clock.now() && clock.now() + margin < validToDate.getTime()
}

function isIssuedFor({ certificate }: CertificateAndKey, authority: CertificateAndKey, { dnsNames, addresses }: ServerNames): boolean {
  const own = new X509Certificate(certificate)
  const isNamed = dnsNames.every((name) => own.checkHost(name)) && addresses.every((address) => own.checkIP(address))
  return isNamed && own.verify(new X509Certificate(authority.certificate).publicKey)
}

async function keep(folder: string, name: string, pair: CertificateAndKey): Promise<CertificateAndKey> {
  await writeFile(join(folder, `${name}-key.pem`), pair.key, { mode: 0o600 })
  await writeFile(join(folder, `${name}.pem`), pair.certificate, { mode: 0o600 })
  return pair
}

/** Undefined when there is none, or when a start that was cut short left a certificate without its key. */
async function readPair(folder: string, name: string): Promise<CertificateAndKey | undefined> {
  try {
    const certificate = await readFile(join(folder, `${name}.pem`), 'utf8')
    const key = await readFile(join(folder, `${name}-key.pem`), 'utf8')
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key)) ? { certificate, key } : undefined
  } catch {
    return undefined
  }
}
