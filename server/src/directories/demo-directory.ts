// The embedded directory of the trial: a small LDAP server on a random port of 127.0.0.1, with the people of demo-people.ts.
// Only for the demo; `motp serve` refuses it.
import { createHash, randomBytes } from 'node:crypto'
import ldapjs, { type Server } from 'ldapjs'
import { isSameName } from './account-spelling.ts'
import { type DemoPerson, demoPeople } from './demo-people.ts'
import { type DirectoryConfig, directoryConfigSchema } from './directory-config.ts'

export type DemoDirectory = { configs: DirectoryConfig[]; close(): Promise<void> }

type DemoEntry = { dn: string; attributes: Record<string, string[]>; password?: string }
type BindRequest = { name: unknown; credentials: string }
type SearchRequest = { baseObject: unknown; filter: FilterTree; connection: { ldap: { bindDN: unknown } } }
type FilterTree = { type: string; clauses?: FilterTree[]; attribute?: string; value?: string }
type Response = { attributes: string[]; send(entry: { dn: string; attributes: Record<string, string[]> }): void; end(): void }
type Next = (error?: unknown) => void

const root = 'dc=example'
const serviceDn = `cn=motp,${root}`
const roles = ['helpdesk', 'auditor', 'admin'] as const

const baseDnOf = (directory: string) => `o=${directory.toLowerCase()},${root}`
const personDn = (directory: string, account: string) => `uid=${account},ou=people,${baseDnOf(directory)}`
const groupDn = (directory: string, name: string) => `cn=${name},ou=groups,${baseDnOf(directory)}`

/** The service account's password is made anew at each start; the ids of the people stay the same. */
export async function createDemoDirectory(): Promise<DemoDirectory> {
  const servicePassword = randomBytes(24).toString('base64url')
  const entries = [{ dn: serviceDn, attributes: {}, password: servicePassword }, ...demoPeople.flatMap(entriesOf)]
  const server = ldapjs.createServer()
  // Stray bytes on the port are reported here; unheard, they would end the process.
  server.on('error', () => undefined)
  server.bind(root, (request: BindRequest, response: Response, next: Next) => {
    if (!isRightPassword(entries, request)) return next(new ldapjs.InvalidCredentialsError())
    response.end()
    return next()
  })
  server.search(root, (request: SearchRequest, response: Response, next: Next) => {
    if (!isSameName(String(request.connection.ldap.bindDN), serviceDn)) return next(new ldapjs.InsufficientAccessRightsError())
    const below = entriesBelow(entries, String(request.baseObject))
    if (below.length === 0) return next(new ldapjs.NoSuchObjectError())
    // The library picks the attributes asked for by case, and takes the others out of our own objects.
    response.attributes = ['*']
    for (const { dn, attributes } of below) if (matches(attributes, request.filter)) response.send({ dn, attributes })
    response.end()
    return next()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    configs: demoPeople.map(({ name }) => configOf(name, server.url, servicePassword)),
    close: () => closeServer(server),
  }
}

function configOf(name: string, url: string, bindPassword: string): DirectoryConfig {
  const groups = Object.fromEntries(roles.map((role) => [role, [groupDn(name, role)]]))
  return directoryConfigSchema.parse({
    name,
    url,
    bindDn: serviceDn,
    bindPassword,
    baseDn: `ou=people,${baseDnOf(name)}`,
    domains: ['WHL'],
    roleGroups: groups,
    asksPasswordPolicy: false,
  })
}

function entriesOf({ name, people }: { name: string; people: DemoPerson[] }): DemoEntry[] {
  const groups = roles.map((role) => ({
    dn: groupDn(name, role),
    attributes: {
      objectClass: ['groupOfNames'],
      cn: [role],
      member: people.filter((person) => person.role === role).map(({ account }) => personDn(name, account)),
    },
  }))
  return [...people.map((person) => entryOf(name, person)), ...groups]
}

function entryOf(directory: string, { account, displayName, password, groups, role }: DemoPerson): DemoEntry {
  const dn = personDn(directory, account)
  const attributes = {
    objectClass: ['person', 'inetOrgPerson'],
    uid: [account],
    displayName: [displayName],
    mail: [`${account}@example.com`],
    entryUUID: [stableId(dn)],
    memberOf: [...groups, ...(role ? [role] : [])].map((name) => groupDn(directory, name)),
  }
  return { dn, attributes, password }
}

/** The trial's database outlives this server, so a person has the same id at every start. */
function stableId(dn: string): string {
  const hex = createHash('sha256').update(dn).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}

function isRightPassword(entries: DemoEntry[], { name, credentials }: BindRequest): boolean {
  const entry = entries.find(({ dn }) => isSameName(dn, String(name)))
  return entry?.password !== undefined && entry.password === credentials
}

function entriesBelow(entries: DemoEntry[], baseDn: string): DemoEntry[] {
  const base = baseDn.toLowerCase()
  return entries.filter(({ dn }) => dn.toLowerCase() === base || dn.toLowerCase().endsWith(`,${base}`))
}

/** The filters that ldap-search.ts sends. The server library compares values by case, which directories do not. */
function matches(attributes: Record<string, string[]>, filter: FilterTree): boolean {
  const clauses = filter.clauses ?? []
  if (filter.type === 'AndFilter') return clauses.every((clause) => matches(attributes, clause))
  if (filter.type === 'OrFilter') return clauses.some((clause) => matches(attributes, clause))
  const name = Object.keys(attributes).find((key) => isSameName(key, filter.attribute ?? '')) ?? ''
  return filter.type === 'EqualityFilter' && (attributes[name] ?? []).some((value) => isSameName(value, filter.value ?? ''))
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()))
}
