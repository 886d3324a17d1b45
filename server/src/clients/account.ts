// Whose code is asked about: the spellings of an account that sign-in takes, read without asking a directory, so that codes are verified
// while it is down. Pure.

/** A user who may be meant, as the users table knows them. */
export type Candidate = { id: string; directory: string; accountKey: string; mail: string | null }

/** NetBIOS names of a directory by its name, for `WHL\TW01002547`. */
export type DirectoryDomains = ReadonlyMap<string, readonly string[]>

/** `text`: as a whole; `name`: without the domain; `domain`: null when none is written. All lower case. */
export type Account = { text: string; name: string; domain: string | null; form: 'plain' | 'domain' | 'mail' }

const maxLength = 256

/** Never fails: what cannot be an account becomes the empty one, which nobody has, so that the same look-up is done for it. */
export function readAccount(typed: string): Account {
  const text = typed.normalize('NFKC').trim().toLowerCase()
  if (text.length > maxLength || /\p{C}/u.test(text)) return { text: '', name: '', domain: null, form: 'plain' }
  const backslash = text.indexOf('\\')
  if (backslash >= 0) return { text, name: text.slice(backslash + 1), domain: text.slice(0, backslash), form: 'domain' }
  const at = text.lastIndexOf('@')
  if (at > 0) return { text, name: text.slice(0, at), domain: text.slice(at + 1), form: 'mail' }
  return { text, name: text, domain: null, form: 'plain' }
}

/** The one user who is meant. Undefined when nobody is, or when it could be several: then nobody may pass for the other. */
export function pickOwner<User extends Candidate>(
  candidates: readonly User[],
  account: Account,
  { domains, realm }: { domains: DirectoryDomains; realm?: string | undefined },
): User | undefined {
  const within = candidates.filter((user) => isInRealm(user, realm, domains))
  const exact = within.filter((user) => isMeant(user, account, domains))
  const meant = exact.length > 0 ? exact : within.filter((user) => isMeantByMailDomain(user, account))
  return meant.length === 1 ? meant[0] : undefined
}

function isMeant(user: Candidate, { text, name, domain, form }: Account, domains: DirectoryDomains): boolean {
  if (form === 'domain') return user.accountKey === name && domainsOf(user, domains).includes(domain ?? '')
  return user.accountKey === text || (form === 'mail' && user.mail?.toLowerCase() === text)
}

/** `TW01002547@example.com` for somebody whose mail is at example.com: a domain of strangers names nobody here. */
function isMeantByMailDomain(user: Candidate, { name, domain, form }: Account): boolean {
  return form === 'mail' && user.accountKey === name && user.mail?.toLowerCase().split('@').at(-1) === domain
}

/** A realm that names a directory, or a domain of one, narrows to it. Others are the caller's own business and mean nothing here. */
function isInRealm(user: Candidate, realm: string | undefined, domains: DirectoryDomains): boolean {
  const wanted = realm?.trim().toLowerCase() ?? ''
  const isKnown = [...domains].some(([directory, names]) => namesOf(directory, names).includes(wanted))
  return !isKnown || namesOf(user.directory, domains.get(user.directory) ?? []).includes(wanted)
}

function namesOf(directory: string, domains: readonly string[]): string[] {
  return [directory, ...domains].map((name) => name.toLowerCase())
}

function domainsOf({ directory }: Candidate, domains: DirectoryDomains): string[] {
  return (domains.get(directory) ?? []).map((name) => name.toLowerCase())
}
