// The scheme `app:` and who answers it: the console's build, the forwarded API, the shell's own pages.
import { type Protocol, protocol } from 'electron'
import { appScheme, findAppHost } from './app-url.ts'
import { commonHeaders, createNonce, shellPagePolicy } from './content-policy.ts'

/** Before the program is ready. A standard, secure scheme: relative addresses, storage, fetch and event streams work as on https. */
export function registerAppScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true }
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges }])
}

type Answers = {
  consoleFile: (path: string) => Promise<Response>
  forward: (request: Request) => Promise<Response>
  /** HTML of the shell's page in force; undefined when there is none. */
  shellPage: (nonce: string) => string | undefined
}

export function answerAppScheme(on: Protocol, answers: Answers): void {
  on.handle(appScheme, (request) => answer(request, answers))
}

async function answer(request: Request, { consoleFile, forward, shellPage }: Answers): Promise<Response> {
  const host = findAppHost(request.url)
  if (host === 'shell') return answerShellPage(shellPage)
  if (host !== 'console') return new Response(null, { status: 404 })
  const { pathname } = new URL(request.url)
  return pathname.startsWith('/api/') ? forward(request) : consoleFile(pathname)
}

function answerShellPage(shellPage: Answers['shellPage']): Response {
  const nonce = createNonce()
  const html = shellPage(nonce)
  if (html === undefined) return new Response(null, { status: 404 })
  return new Response(html, {
    headers: { ...commonHeaders, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': shellPagePolicy(nonce) },
  })
}
