// `tpemotp://tokens` opens the console at a page. Anybody can write such a link, so it names one of a few pages and carries nothing else.
export const deepLinkScheme = 'tpemotp'

const pages: Readonly<Record<string, string>> = {
  home: '/',
  'sign-in': '/sign-in',
  tokens: '/tokens',
  activity: '/activity',
  sessions: '/sessions',
  help: '/help',
}

/** The console's path for the first deep link among the arguments of a start; undefined when there is none or it names no page. */
export function findDeepLink(argv: readonly string[]): string | undefined {
  const link = argv.find((argument) => argument.startsWith(`${deepLinkScheme}://`))
  const [, page] = /^tpemotp:\/\/([a-z-]{1,20})\/?$/.exec(link ?? '') ?? []
  return page !== undefined && Object.hasOwn(pages, page) ? pages[page] : undefined
}
