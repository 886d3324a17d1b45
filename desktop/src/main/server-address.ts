// Which server this shell talks to, and who said so. Pure.
export type AddressSource = 'policy' | 'installer' | 'environment' | 'user'

export type ServerAddress = { origin: string; source: AddressSource }

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

/** The origin of what IT wrote or a user typed; undefined when it is none. https everywhere, http on this machine only. */
export function readServerOrigin(typed: string): string | undefined {
  const text = typed.trim()
  if (text === '' || text.length > 300 || /\s/.test(text)) return undefined
  const url = parseUrl(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`)
  if (url?.username !== '' || url.password !== '' || url.hostname === '') return undefined
  const isAllowed = url.protocol === 'https:' || (url.protocol === 'http:' && loopbackHosts.has(url.hostname))
  return isAllowed ? url.origin : undefined
}

/** The first source that names a server: what IT laid down comes before what a user can change. */
export function chooseServer(typed: Readonly<Record<AddressSource, string | undefined>>): ServerAddress | undefined {
  for (const source of ['policy', 'installer', 'environment', 'user'] as const) {
    const origin = readServerOrigin(typed[source] ?? '')
    if (origin !== undefined) return { origin, source }
  }
  return undefined
}

/** Only an address that the user gave may be changed by the user. */
export function mayUserChange(address: ServerAddress | undefined): boolean {
  return address === undefined || address.source === 'user'
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined
}
