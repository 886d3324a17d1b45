// Asks an LDAP server for many users by their immutable ids. Either the whole answer may be believed, or there is none: whoever is
// missing from a whole answer is gone.
import { type Client, type Entry, OrFilter, ResultCodeError } from 'ldapts'
import type { RollCall, RollCallFault, SeenUser } from './directory.ts'
import type { DirectoryConfig } from './directory-config.ts'
import { faultOf } from './directory-probe.ts'
import { readGroupNames } from './group-name.ts'
import { bindAs, type Login, withLdapClient } from './ldap-client.ts'
import { findPerson, isDisabled } from './ldap-entry.ts'
import { idFilter, searchUsers } from './ldap-search.ts'
import type { LdapServer } from './ldap-socket.ts'

/** Nobody waits for it at a sign-in page, and an id may stand in no index there. */
const deadlineMs = 20_000
/** RFC 4511 appendix A: what a server says when it holds back a part of its answer. */
const withheldCodes = new Set([3, 4, 11])
const noSuchObject = 32

class UnbelievableAnswer extends Error {
  readonly fault: RollCallFault
  constructor(fault: RollCallFault) {
    super(fault)
    this.fault = fault
  }
}

export type RollCallDeps = { config: DirectoryConfig; server: LdapServer; login: Login; now: () => number }

/** On a connection of its own, and beside the breaker: a slow answer to this question shuts nobody out. */
export async function callRoll({ config, server, login, now }: RollCallDeps, ids: readonly string[]): Promise<RollCall> {
  const filters = ids.flatMap((id) => idFilter(id, config) ?? [])
  const seen = new Map<string, SeenUser>()
  if (filters.length === 0) return { outcome: 'answered', seen }
  try {
    const entries = await withLdapClient(server, AbortSignal.timeout(deadlineMs), (client) =>
      findAll(client, { config, login, filter: new OrFilter({ filters }), limit: filters.length }),
    )
    const asked = new Set(ids)
    for (const entry of entries) {
      const person = findPerson(entry, config)
      // The filter found it by its id: an entry that does not show one of these ids is shown to the service account in part.
      if (!person || !asked.has(person.directoryId)) throw new UnbelievableAnswer('partial')
      const { dn: _, ...identity } = person
      seen.set(person.directoryId, { ...identity, groups: readGroupNames(entry, config), isDisabled: isDisabled(entry, now()) })
    }
    return { outcome: 'answered', seen }
  } catch (error) {
    return { outcome: 'unavailable', fault: toFault(error) }
  }
}

type Question = { config: DirectoryConfig; login: Login; filter: OrFilter; limit: number }

async function findAll(client: Client, { config, login, filter, limit }: Question): Promise<Entry[]> {
  const { code } = await bindAs(client, login)
  if (code !== 0) throw new UnbelievableAnswer('service-account')
  const { entries, references } = await searchUsers(client, filter, config, 0)
  // Another server holds a part of the tree. A domain controller always names those of the other partitions, where nobody known stands.
  if (references > 0 && !config.isActiveDirectory) throw new UnbelievableAnswer('partial')
  if (entries.length > limit) throw new UnbelievableAnswer('partial')
  return entries
}

function toFault(error: unknown): RollCallFault {
  if (error instanceof UnbelievableAnswer) return error.fault
  if (error instanceof ResultCodeError) {
    if (error.code === noSuchObject) return 'base-missing'
    return withheldCodes.has(error.code) ? 'too-small-answers' : 'other'
  }
  const fault = faultOf(error)
  return fault === 'not-reachable' || fault === 'name-unknown' || fault === 'timeout' || fault === 'certificate' ? fault : 'other'
}
