// What every page of the program is held to, whoever made it: it stays where it is, opens no window, embeds nothing.
import type { App, WebContents } from 'electron'
import { findAppHost } from './app-url.ts'
import { isExternalLink } from './external-links.ts'
import { readShellAction, type ShellAction } from './shell-action.ts'

type GuardDeps = {
  onShellAction: (action: ShellAction) => void
  openLink: (link: string) => void
}

/** For all contents that will ever be made, not only for the windows that the program means to make. */
export function guardContents(app: App, deps: GuardDeps): void {
  app.on('web-contents-created', (_event, contents) => guard(contents, deps))
}

function guard(contents: WebContents, { onShellAction, openLink }: GuardDeps): void {
  contents.on('will-frame-navigate', (details) => {
    const step = { from: contents.getURL(), to: details.url }
    // The console may go to its own pages. (The API is no page.)
    if (details.isMainFrame && isInsideConsole(step)) return
    details.preventDefault()
    const action = details.isMainFrame ? readShellAction(step) : undefined
    // After this navigation has been refused: what the action opens must not meet it halfway.
    if (action) setImmediate(onShellAction, action)
  })
  contents.on('will-redirect', (details) => details.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    if (isExternalLink(url)) openLink(url)
    return { action: 'deny' }
  })
}

function isInsideConsole({ from, to }: { from: string; to: string }): boolean {
  return findAppHost(from) === 'console' && findAppHost(to) === 'console' && !new URL(to).pathname.startsWith('/api/')
}
