// The only addresses that may leave the shell for the system's browser. A constant list: nothing that a page or a server says adds to it.
export const externalLinks = { iPhoneHelp: 'https://support.apple.com/iphone', androidHelp: 'https://support.google.com/android' } as const

export type ExternalLink = (typeof externalLinks)[keyof typeof externalLinks]

/** Compared as a whole: a prefix or a host would let a page choose the rest. */
export function isExternalLink(address: string): address is ExternalLink {
  return Object.values(externalLinks).some((link) => link === address)
}
