// What the shell's own pages can ask for: a navigation to `app://shell/do/…` that main hears and never follows. Pure.
import { findAppHost } from './app-url.ts'

export type ShellAction = { kind: 'retry' } | { kind: 'change-server' } | { kind: 'copy-details' } | { kind: 'connect'; typed: string }

/** Only from one of the shell's own pages: the console, or anything that got into it, cannot ask. */
export function readShellAction({ from, to }: { from: string; to: string }): ShellAction | undefined {
  if (findAppHost(from) !== 'shell' || findAppHost(to) !== 'shell') return undefined
  const { pathname, searchParams } = new URL(to)
  switch (pathname) {
    case '/do/retry':
      return { kind: 'retry' }
    case '/do/change-server':
      return { kind: 'change-server' }
    case '/do/copy-details':
      return { kind: 'copy-details' }
    case '/do/connect':
      return { kind: 'connect', typed: searchParams.get('address') ?? '' }
    default:
      return undefined
  }
}
