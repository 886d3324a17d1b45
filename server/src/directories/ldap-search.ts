// The searches of the service account: a user by spelling or id, and the roles that the user's groups give.
// Filters are built by the library's classes alone; no text is ever put together into one (RFC 4515 injection).
import type { Role } from '@motp/shared/protocol/session'
import { AndFilter, type Client, type Entry, EqualityFilter, ExtensibleFilter, type Filter, NoSuchObjectError, OrFilter } from 'ldapts'
import type { Spelling } from './account-spelling.ts'
import type { DirectoryConfig } from './directory-config.ts'
import { textToGuid } from './directory-id.ts'
import { attributesToRead } from './ldap-entry.ts'

/** More than one match is already too many; a few more only serve the log. */
const maxEntries = 5
/** MS-ADTS 3.1.1.3.4.4.3: membership through groups within groups. */
const matchingRuleInChain = '1.2.840.113556.1.4.1941'

const equals = (attribute: string, value: string | Buffer): Filter => new EqualityFilter({ attribute, value })

export function spellingFilter({ text, isAccountOnly }: Spelling, config: DirectoryConfig): Filter {
  const attributes = isAccountOnly ? [config.accountAttribute] : [config.accountAttribute, ...config.signInAttributes]
  return new OrFilter({ filters: attributes.map((attribute) => equals(attribute, text)) })
}

/** Undefined when no entry of this directory can have such an id. */
export function idFilter(directoryId: string, config: DirectoryConfig): Filter | undefined {
  const value = config.isActiveDirectory ? textToGuid(directoryId) : directoryId
  return value ? equals(config.idAttribute, value) : undefined
}

export async function findEntries(client: Client, filter: Filter, config: DirectoryConfig): Promise<Entry[]> {
  return (await searchUsers(client, filter, config, maxEntries)).entries
}

/**
 * `sizeLimit`: 0 for none of ours. With one, the library takes what came before the server's own limit for the whole answer.
 * `references`: how often the server names another one that holds a part of the tree; it is not followed.
 */
export async function searchUsers(
  client: Client,
  filter: Filter,
  config: DirectoryConfig,
  sizeLimit: number,
): Promise<{ entries: Entry[]; references: number }> {
  const { searchEntries, searchReferences } = await client.search(config.baseDn, {
    scope: 'sub',
    filter: new AndFilter({ filters: [equals('objectClass', config.userObjectClass), filter] }),
    attributes: attributesToRead(config),
    explicitBufferAttributes: config.isActiveDirectory ? [config.idAttribute] : [],
    sizeLimit,
  })
  return { entries: searchEntries, references: searchReferences.length }
}

/** `missing` are configured groups that the directory does not have, or does not show to the service account. */
export async function findRoles(client: Client, userDn: string, config: DirectoryConfig): Promise<{ roles: Role[]; missing: string[] }> {
  const roles: Role[] = ['user']
  const missing: string[] = []
  for (const role of ['helpdesk', 'auditor', 'admin'] as const) {
    for (const group of config.roleGroups[role]) {
      const membership = await findMembership(client, group, memberFilter(userDn, config))
      if (membership === 'missing') missing.push(group)
      if (membership === 'member' && !roles.includes(role)) roles.push(role)
    }
  }
  return { roles, missing }
}

/** The server compares the names, by its own rules for distinguished names; none are compared here. */
function memberFilter(userDn: string, config: DirectoryConfig): Filter {
  if (config.isActiveDirectory) return new ExtensibleFilter({ matchType: 'member', rule: matchingRuleInChain, value: userDn })
  return new OrFilter({ filters: [equals('member', userDn), equals('uniqueMember', userDn)] })
}

async function findMembership(client: Client, group: string, filter: Filter): Promise<'member' | 'not-member' | 'missing'> {
  try {
    const { searchEntries } = await client.search(group, { scope: 'base', filter, attributes: ['1.1'] })
    return searchEntries.length > 0 ? 'member' : 'not-member'
  } catch (error) {
    if (error instanceof NoSuchObjectError) return 'missing'
    throw error
  }
}
