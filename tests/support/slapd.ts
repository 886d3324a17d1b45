// A real OpenLDAP server in a temporary folder: StartTLS, ldaps, and the password policy overlay. Entries are loaded before it starts,
// so operational attributes (entryUUID, pwdAccountLockedTime) can be given.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createTestAuthority } from './certificates.ts'
import { findFreePort } from './free-port.ts'
import { requireProgram } from './require-program.ts'

export type SlapdEntry = { dn: string; attributes: Record<string, string | string[]> }

export type Slapd = {
  /** Plain and StartTLS. */
  url: string
  ldapsUrl: string
  /** The authority that signed the server's certificate. */
  caPem: string
  baseDn: string
  /** May read everything but passwords. */
  serviceDn: string
  servicePassword: string
  /** May change everything. */
  rootDn: string
  rootPassword: string
  stop(): Promise<void>
}

export const slapdBaseDn = 'dc=example,dc=test'
const serviceDn = `cn=motp,${slapdBaseDn}`
const servicePassword = 'service-password'
const rootDn = `cn=root,${slapdBaseDn}`
const rootPassword = 'root-password'

type SlapdOptions = { entries?: SlapdEntry[]; sizeLimit?: number }

/** `entries` in the order of the tree, parents first; the base and the service account are there already. `sizeLimit`: OpenLDAP's own is 500. */
export async function startSlapd({ entries = [], sizeLimit = 500 }: SlapdOptions = {}): Promise<Slapd> {
  const program = requireProgram('slapd')
  const folder = mkdtempSync(join(tmpdir(), 'motp-slapd-'))
  const { caPem } = writeConfiguration(folder, sizeLimit)
  const configFile = join(folder, 'slapd.conf')
  writeFileSync(join(folder, 'data.ldif'), [...baseEntries, ...entries].map(toLdif).join('\n'))
  execFileSync(program, ['-T', 'add', '-f', configFile, '-l', join(folder, 'data.ldif')], { stdio: 'pipe' })

  const [port, tlsPort] = [await findFreePort(), await findFreePort()]
  const url = `ldap://127.0.0.1:${port}`
  const ldapsUrl = `ldaps://127.0.0.1:${tlsPort}`
  const child = spawn(program, ['-d', '0', '-f', configFile, '-h', `${url} ${ldapsUrl}`], { stdio: 'ignore' })
  await waitForPort(child, port)
  return {
    url,
    ldapsUrl,
    caPem,
    baseDn: slapdBaseDn,
    serviceDn,
    servicePassword,
    rootDn,
    rootPassword,
    async stop() {
      const ended = child.exitCode === null ? once(child, 'exit') : undefined
      child.kill()
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const baseEntries: SlapdEntry[] = [
  { dn: slapdBaseDn, attributes: { objectClass: ['organization', 'dcObject'], o: 'Example', dc: 'example' } },
  {
    dn: serviceDn,
    attributes: { objectClass: ['applicationProcess', 'simpleSecurityObject'], cn: 'motp', userPassword: servicePassword },
  },
  {
    dn: `cn=default policy,${slapdBaseDn}`,
    attributes: {
      objectClass: ['applicationProcess', 'pwdPolicy'],
      cn: 'default policy',
      pwdAttribute: 'userPassword',
      pwdLockout: 'TRUE',
      pwdMaxFailure: '3',
      pwdMustChange: 'TRUE',
    },
  },
]

function writeConfiguration(folder: string, sizeLimit: number): { caPem: string } {
  const authority = createTestAuthority()
  const { certificatePem, keyPem } = authority.issue()
  mkdirSync(join(folder, 'data'))
  writeFileSync(join(folder, 'ca.pem'), authority.caPem)
  writeFileSync(join(folder, 'server.pem'), certificatePem)
  writeFileSync(join(folder, 'server.key'), keyPem, { mode: 0o600 })
  writeFileSync(
    join(folder, 'slapd.conf'),
    `include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload memberof
moduleload ppolicy
pidfile ${folder}/slapd.pid
TLSCACertificateFile ${folder}/ca.pem
TLSCertificateFile ${folder}/server.pem
TLSCertificateKeyFile ${folder}/server.key
database mdb
suffix "${slapdBaseDn}"
rootdn "${rootDn}"
rootpw ${rootPassword}
sizelimit ${sizeLimit}
directory ${folder}/data
overlay memberof
overlay ppolicy
ppolicy_default "cn=default policy,${slapdBaseDn}"
ppolicy_use_lockout
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="${serviceDn}" read by anonymous auth by * none
`,
  )
  return { caPem: authority.caPem }
}

/** Every value in base64 (RFC 2849), so that nothing has to be escaped. */
function toLdif({ dn, attributes }: SlapdEntry): string {
  const line = (name: string, value: string) => `${name}:: ${Buffer.from(value).toString('base64')}\n`
  const lines = Object.entries(attributes).flatMap(([name, values]) => [values].flat().map((value) => line(name, value)))
  return line('dn', dn) + lines.join('')
}

async function waitForPort(child: ChildProcess, port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (child.exitCode !== null) throw new Error(`slapd ended with ${child.exitCode}`)
    if (await accepts(port)) return
    await wait(25)
  }
  throw new Error('slapd did not start')
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.end())
  })
}
