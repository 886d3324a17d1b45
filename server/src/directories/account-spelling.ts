// The ways of writing one account: `TW01002547`, `tw01002547`, `WHL\TW01002547`, `TW01002547@example.com`; and what is refused unasked.

export type Spelling = {
  text: string
  /** Written `DOMAIN\name`: the name is the account itself, never a mail address. */
  isAccountOnly: boolean
}

const maxAccountLength = 256
/** RFC 4511 sets no limit; nothing that long is a password somebody types. */
const maxPasswordLength = 512

/** False for what no directory needs to be asked about: blank, over-long, or with control, format or unassigned characters. */
export function isPlausibleAccount(typed: string): boolean {
  const text = typed.trim()
  return text.length > 0 && text.length <= maxAccountLength && !/\p{C}/u.test(text)
}

/**
 * RFC 4513 5.1.2: a simple bind with an empty password is "unauthenticated" and succeeds for anybody.
 * Servers that trim, or cut at NUL, turn blank and NUL-led passwords into that one.
 */
export function isPlausiblePassword(password: string): boolean {
  return password.trim().length > 0 && password.length <= maxPasswordLength && !password.includes('\0')
}

/** Undefined when the account is written with a domain that this directory does not answer for. */
export function readSpelling(typed: string, domains: readonly string[]): Spelling | undefined {
  const text = typed.normalize('NFKC').trim()
  const separator = text.indexOf('\\')
  if (separator < 0) return { text, isAccountOnly: false }
  const domain = text.slice(0, separator)
  const name = text.slice(separator + 1)
  if (name === '' || !domains.some((known) => isSameName(known, domain))) return undefined
  return { text: name, isAccountOnly: true }
}

/** Directories match more loosely than this (accents, inner spaces, kana): see `matchesSpelling`. */
export function isSameName(one: string, other: string): boolean {
  return one.normalize('NFKC').toLowerCase() === other.normalize('NFKC').toLowerCase()
}
