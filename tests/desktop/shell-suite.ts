// For the suites under Vitest: one Chromium, programs that are closed after their test, and small servers that answer what a test says.
import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { apiLevel } from '@motp/shared/protocol/api-level'
import { type Browser, chromium } from '@playwright/test'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { chromiumOptions } from '../support/browser.ts'
import { type LaunchOptions, launchShell, type Shell, startShell } from './launch-shell.ts'

type Options = Omit<LaunchOptions, 'browser'>

/** What a suite opens is closed after each test, or, `forAll`, when its last test is over. */
export function useShells({ forAll = false } = {}) {
  let browser: Browser | undefined
  const closers: (() => Promise<void>)[] = []
  beforeAll(async () => {
    browser = await chromium.launch(chromiumOptions())
  })
  const closeAll = async () => {
    for (const close of closers.splice(0).toReversed()) await close()
  }
  if (!forAll) afterEach(closeAll)
  afterAll(async () => {
    await closeAll()
    await browser?.close()
  })

  const withBrowser = (options: Options): LaunchOptions => {
    if (!browser) throw new Error('programs run within tests only')
    return { browser, ...options }
  }
  const launch = async (options: Options = {}): Promise<Shell> => {
    const shell = await launchShell(withBrowser(options))
    closers.push(shell.close)
    return shell
  }
  const start = async (options: Options = {}) => {
    const started = await startShell(withBrowser(options))
    closers.push(started.close)
    return started
  }
  /** Answers by `listener`; `/health/live` as our server does, unless `isOurs` is false. */
  const serve = async (listener: RequestListener = notFound, { isOurs = true, tls, port = 0 }: ServeOptions = {}): Promise<string> => {
    const answer: RequestListener = (request, response) => {
      // The console asks for the brand as it opens; a test is about what it asks for itself.
      if (request.url === '/api/v1/brand')
        return void response.setHeader('content-type', 'application/json').end('{"name":null,"accent":null,"logo":null}')
      if (isOurs && request.url === '/health/live') response.end(JSON.stringify({ status: 'up', now: Date.now(), apiLevel }))
      else listener(request, response)
    }
    const server: Server = tls ? createSecureServer({ cert: tls.certificatePem, key: tls.keyPem }, answer) : createServer(answer)
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    closers.push(async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    })
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('not listening on a port')
    return `${tls ? 'https' : 'http'}://localhost:${address.port}`
  }
  return { launch, start, serve }
}

type ServeOptions = { isOurs?: boolean; tls?: { certificatePem: string; keyPem: string }; port?: number }

/** One program on one server for tests that leave it as they found it. */
export function useOneShell(options: Options = {}): () => Shell {
  const { launch, serve } = useShells({ forAll: true })
  let shell: Shell | undefined
  beforeAll(async () => {
    shell = await launch({ server: await serve(), ...options })
  })
  return () => {
    if (!shell) throw new Error('the program runs within tests only')
    return shell
  }
}

const notFound: RequestListener = (_request, response) => void response.writeHead(404).end()
