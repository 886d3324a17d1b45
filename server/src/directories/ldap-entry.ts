// Reads a user's LDAP entry: identity, spellings, and whether the account is out of use. Pure.
import type { Entry } from 'ldapts'
import { isSameName, type Spelling } from './account-spelling.ts'
import type { DirectoryConfig } from './directory-config.ts'
import { guidToText } from './directory-id.ts'

export type Person = { dn: string; directoryId: string; account: string; displayName: string; mail: string | null }

/** Operational attributes have to be asked for by name. */
const stateAttributes = ['userAccountControl', 'accountExpires', 'pwdAccountLockedTime', 'nsAccountLock', 'orclIsEnabled']

export function attributesToRead(config: DirectoryConfig): string[] {
  const { idAttribute, accountAttribute, signInAttributes, displayNameAttribute, mailAttribute, groupAttribute } = config
  const names = [
    idAttribute,
    accountAttribute,
    ...signInAttributes,
    displayNameAttribute,
    mailAttribute,
    groupAttribute,
    ...stateAttributes,
  ]
  return [...new Set(names)]
}

/** Undefined when the entry lacks its id or account: such a user cannot be told from another. */
export function findPerson(entry: Entry, config: DirectoryConfig): Person | undefined {
  const directoryId = readId(entry, config)
  const [account] = textsOf(entry, config.accountAttribute)
  if (!directoryId || !account || entry.dn === '') return undefined
  const [displayName = account] = textsOf(entry, config.displayNameAttribute)
  const mail = textsOf(entry, config.mailAttribute).find((address) => /^[^\s@]+@[^\s@]+$/.test(address)) ?? null
  return { dn: entry.dn, directoryId, account, displayName, mail }
}

/**
 * The directory's own matching ignores accents, inner spaces and more; then one person could be asked for under endless
 * names, past a limit that counts by name. What was typed must be the value itself, upper and lower case apart.
 */
export function matchesSpelling(entry: Entry, spelling: Spelling, config: DirectoryConfig): boolean {
  const attributes = spelling.isAccountOnly ? [config.accountAttribute] : [config.accountAttribute, ...config.signInAttributes]
  return attributes.some((attribute) => textsOf(entry, attribute).some((value) => isSameName(value, spelling.text)))
}

const disabledFlag = 0x2 // MS-ADTS 2.2.16, ADS_UF_ACCOUNTDISABLE
const lockedForGood = '000001010000Z' // draft-behera-ldap-password-policy 5.3.3: until an administrator lifts it

export function isDisabled(entry: Entry, now: number): boolean {
  const [control = '0'] = textsOf(entry, 'userAccountControl')
  const [expires = '0'] = textsOf(entry, 'accountExpires')
  return (
    (Number(control) & disabledFlag) !== 0 ||
    isPast(expires, now) ||
    textsOf(entry, 'pwdAccountLockedTime').includes(lockedForGood) ||
    textsOf(entry, 'nsAccountLock').some((value) => isSameName(value, 'true')) ||
    textsOf(entry, 'orclIsEnabled').some((value) => isSameName(value, 'disabled'))
  )
}

/** MS-ADA1 2.1 accountExpires: 100 ns units since 1601; 0 and the greatest value mean never. */
function isPast(fileTime: string, now: number): boolean {
  if (!/^\d{1,19}$/.test(fileTime) || Number(fileTime) === 0) return false
  const msFrom1601To1970 = 11_644_473_600_000
  return Number(BigInt(fileTime) / 10_000n) - msFrom1601To1970 <= now
}

function readId(entry: Entry, config: DirectoryConfig): string | undefined {
  const [value] = valuesOf(entry, config.idAttribute)
  if (value === undefined) return undefined
  if (config.isActiveDirectory) return guidToText(Buffer.from(value))
  return value.toString().toLowerCase()
}

export function textsOf(entry: Entry, attribute: string): string[] {
  return valuesOf(entry, attribute)
    .map((value) => value.toString().trim())
    .filter((text) => text !== '')
}

/**
 * A server may answer with another case of the name than was asked for; a single value comes bare, several as an array. Of very many
 * values Active Directory sends the first, under the name with `;range=0-1499` (MS-ADTS 3.1.1.3.1.3.3).
 */
function valuesOf(entry: Entry, attribute: string): (string | Buffer)[] {
  const name = Object.keys(entry).find(
    (key) => key.toLowerCase().replace(/;range=0-.*$/, '') === attribute.toLowerCase() && !isEmpty(entry[key]),
  )
  const value = name === undefined ? [] : entry[name]
  return Array.isArray(value) ? value : value === undefined ? [] : [value]
}

function isEmpty(value: Entry[string] | undefined): boolean {
  return Array.isArray(value) && value.length === 0
}
