// The readable names of the groups in which a user's entry says that the user is. Pure.
import type { Entry } from 'ldapts'
import type { DirectoryConfig } from './directory-config.ts'
import { textsOf } from './ldap-entry.ts'

/** Somebody in more groups than this is listed under so many of them. */
const groupsPerUser = 200
const maxNameLength = 256

/** Sorted and without doubles: the first value of each group's name, of those below one of the configured bases. */
export function readGroupNames(entry: Entry, { groupAttribute, groupBases }: DirectoryConfig): string[] {
  const bases = groupBases.map(normaliseDn)
  const isKept = (dn: string) => bases.length === 0 || bases.some((base) => normaliseDn(dn).endsWith(`,${base}`))
  const names = textsOf(entry, groupAttribute)
    .filter(isKept)
    .map(readFirstValue)
    .filter((name) => name !== '')
  return [...new Set(names)].toSorted().slice(0, groupsPerUser)
}

/** `cn=Sales\, Taipei,ou=groups,dc=example` -> `Sales, Taipei` (RFC 4514 2.4). */
export function readFirstValue(dn: string): string {
  const [first = ''] = /^(?:[^\\,+]|\\.)*/s.exec(dn) ?? []
  const value = first.slice(first.indexOf('=') + 1).trim()
  const bytes = value.replaceAll(/(?:\\[0-9a-f]{2})+/gi, (escaped) => Buffer.from(escaped.replaceAll('\\', ''), 'hex').toString('utf8'))
  return bytes
    .replaceAll(/\\(.)/g, '$1')
    .replaceAll(/\p{Cc}/gu, '')
    .slice(0, maxNameLength)
}

/** Upper and lower case, and spaces around the commas, mean nothing. */
function normaliseDn(dn: string): string {
  return dn
    .replaceAll(/\s*,\s*/g, ',')
    .trim()
    .toLowerCase()
}
