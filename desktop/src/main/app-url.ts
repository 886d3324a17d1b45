// The two origins that windows show: `app://console` (the console page) and `app://shell` (the shell's own pages). Pure.
export const appScheme = 'app'

export type AppHost = 'console' | 'shell'

export function appUrl(host: AppHost, path: string): string {
  return `${appScheme}://${host}${path}`
}

/** Which of the two origins an address belongs to. (`URL.origin` is `null` for schemes of one's own, so scheme and host are compared.) */
export function findAppHost(address: string): AppHost | undefined {
  if (!URL.canParse(address)) return undefined
  const { protocol, host, username, password } = new URL(address)
  if (protocol !== `${appScheme}:` || username !== '' || password !== '') return undefined
  return host === 'console' || host === 'shell' ? host : undefined
}
