// A directory over LDAP: the service account finds the user, the user's own bind on a fresh connection checks the password.
import { readFileSync } from 'node:fs'
import { type Client, type Entry, type Filter, ResultCodeError } from 'ldapts'
import type { Clock, Log } from '../ports.ts'
import { isPlausibleAccount, isPlausiblePassword, readSpelling } from './account-spelling.ts'
import { type BindResult, findRefusal } from './bind-refusal.ts'
import { createCircuitBreaker } from './circuit-breaker.ts'
import type { Directory, DirectoryUser, LookupAnswer, PasswordAnswer } from './directory.ts'
import type { DirectoryConfig } from './directory-config.ts'
import { readGroupNames } from './group-name.ts'
import { bindAs, type Login, withLdapClient } from './ldap-client.ts'
import { findPerson, isDisabled, matchesSpelling } from './ldap-entry.ts'
import { callRoll } from './ldap-roll-call.ts'
import { findEntries, findRoles, idFilter, spellingFilter } from './ldap-search.ts'
import type { LdapServer } from './ldap-socket.ts'

const failuresToOpen = 3
const openMs = 30_000

type Found = { outcome: 'found'; user: DirectoryUser; isDisabled: boolean; dn: string }
type SearchAnswer = Found | { outcome: 'no-such-user' } | { outcome: 'ambiguous' } | { outcome: 'unavailable' }

/** Throws when a file that the configuration names cannot be read. */
export function createLdapDirectory(config: DirectoryConfig, { log, clock }: { log: Log; clock: Clock }): Directory {
  const { name } = config
  const server = { url: config.url, startTls: config.startTls, ca: config.ca ?? readText(config.caFile) }
  const login = serviceLogin(config)
  const { ask, health } = createGuard(config, { log, clock })
  const search = createSearch(config, server, { log, clock })

  function judge({ user, isDisabled }: Found, result: BindResult): PasswordAnswer {
    const refusal = findRefusal(result)
    // A lock that only an administrator lifts looks like any other lock from the bind alone.
    if (isDisabled && refusal?.outcome !== 'refused') return { outcome: 'blocked', reason: 'account-disabled' }
    if (refusal) return refusal
    if (result.code === 0) return { outcome: 'accepted', user }
    log.warn({ directory: name, reason: `LDAP result ${result.code}` }, 'bind of a user gave no verdict')
    return { outcome: 'unavailable' }
  }

  return {
    name,

    async checkPassword(account, password) {
      if (!isPlausibleAccount(account) || !isPlausiblePassword(password)) return { outcome: 'refused' }
      const spelling = readSpelling(account, config.domains)
      if (!spelling) return { outcome: 'no-such-user' }
      return ask<PasswordAnswer>(async (signal) => {
        const found = await search(signal, spellingFilter(spelling, config), (entry) => matchesSpelling(entry, spelling, config))
        if (found.outcome === 'ambiguous') return { outcome: 'refused' }
        if (found.outcome !== 'found') return found
        const login = { dn: found.dn, password, asksPasswordPolicy: config.asksPasswordPolicy }
        const result = await withLdapClient(server, signal, (client) => bindAs(client, login))
        return judge(found, result)
      })
    },

    async findByAccount(account) {
      const spelling = isPlausibleAccount(account) ? readSpelling(account, config.domains) : undefined
      if (!spelling) return { outcome: 'no-such-user' }
      const isWanted = (entry: Entry) => matchesSpelling(entry, spelling, config)
      return toLookup(await ask((signal) => search(signal, spellingFilter(spelling, config), isWanted)))
    },

    async findById(directoryId) {
      const filter = isPlausibleAccount(directoryId) ? idFilter(directoryId, config) : undefined
      if (!filter) return { outcome: 'no-such-user' }
      return toLookup(await ask((signal) => search(signal, filter, () => true)))
    },

    callRoll: (ids) => callRoll({ config, server, login, now: () => clock.now() }, ids),

    health,
  }
}

/** Runs each question under the deadline and the breaker. Whatever goes wrong is `unavailable`, and a line in the log. */
function createGuard({ name, timeoutMs }: DirectoryConfig, { log, clock }: { log: Log; clock: Clock }) {
  const breaker = createCircuitBreaker({ clock, failuresToOpen, openMs })

  async function ask<T>(question: (signal: AbortSignal) => Promise<T>): Promise<T | { outcome: 'unavailable' }> {
    if (!breaker.mayTry()) return { outcome: 'unavailable' }
    try {
      const answer = await question(AbortSignal.timeout(timeoutMs))
      breaker.succeeded()
      return answer
    } catch (error) {
      // An LDAP result is an answer, if an unwelcome one: it never opens the breaker, or one odd entry would shut out everybody.
      if (error instanceof ResultCodeError) breaker.succeeded()
      else breaker.failed()
      log.warn({ directory: name, reason: describe(error) }, 'directory gave no answer')
      return { outcome: 'unavailable' }
    }
  }
  return { ask, health: breaker.health }
}

/** The search by the service account: exactly one user, or the reason why not. */
function createSearch(config: DirectoryConfig, server: LdapServer, { log, clock }: { log: Log; clock: Clock }) {
  const directory = config.name
  const login = serviceLogin(config)

  async function describeUser(client: Client, entry: Entry): Promise<SearchAnswer> {
    const person = findPerson(entry, config)
    if (!person) {
      log.warn({ directory, entry: entry.dn }, `entry without ${config.idAttribute} or ${config.accountAttribute}`)
      return { outcome: 'unavailable' }
    }
    const { dn, ...identity } = person
    const { roles, missing } = await findRoles(client, dn, config)
    if (missing.length > 0) log.warn({ directory, groups: missing }, 'role groups not found')
    return {
      outcome: 'found',
      user: { directory, ...identity, roles, groups: readGroupNames(entry, config) },
      isDisabled: isDisabled(entry, clock.now()),
      dn,
    }
  }

  return (signal: AbortSignal, filter: Filter, isWanted: (entry: Entry) => boolean): Promise<SearchAnswer> =>
    withLdapClient(server, signal, async (client) => {
      const { code } = await bindAs(client, login)
      if (code !== 0) throw new Error(`service account refused, LDAP result ${code}`)
      const entries = (await findEntries(client, filter, config)).filter(isWanted)
      const [entry] = entries
      if (!entry) return { outcome: 'no-such-user' }
      if (entries.length === 1) return describeUser(client, entry)
      log.warn({ directory, entries: entries.map(({ dn }) => dn) }, 'several users match one account, refused')
      return { outcome: 'ambiguous' }
    })
}

function serviceLogin({ bindDn, bindPassword, bindPasswordFile }: DirectoryConfig): Login {
  return { dn: bindDn, password: bindPassword ?? readText(bindPasswordFile)?.trimEnd() ?? '', asksPasswordPolicy: false }
}

function toLookup(answer: SearchAnswer): LookupAnswer {
  return answer.outcome === 'found' ? { outcome: 'found', user: answer.user, isDisabled: answer.isDisabled } : answer
}

function readText(path: string | undefined): string | undefined {
  return path === undefined ? undefined : readFileSync(path, 'utf8')
}

/** For the log. The server's own words are left out: some servers repeat what they were sent. */
function describe(error: unknown): string {
  if (error instanceof ResultCodeError) return `LDAP result ${error.code}`
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error ? `${String(error.code)} ${error.message}` : error.message
}
