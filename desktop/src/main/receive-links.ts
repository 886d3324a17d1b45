// Deep links, wherever they come from: the arguments of this start, of a second start, or macOS. Kept until somebody opens pages.
import type { App } from 'electron'
import { findDeepLink } from './deep-link.ts'

/** Answers the function that says who opens pages; it is told at once what to open first. */
export function receiveLinks(app: App, argv: readonly string[]): (openPage: (path: string) => void) => void {
  let first = findDeepLink(argv) ?? '/'
  let open = (path: string): void => {
    first = path
  }
  app.on('open-url', (_event, url) => open(findDeepLink([url]) ?? '/'))
  app.on('second-instance', (_event, others) => {
    const page = findDeepLink(others)
    if (page !== undefined) open(page)
  })
  return (openPage) => {
    open = openPage
    openPage(first)
  }
}
