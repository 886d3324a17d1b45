// A browser knows no `app:` scheme: here `app://console/x` is served as `http://console.localhost:PORT/x`, a secure context of its own origin
// too, and every address that the shell sees or gives is translated.

import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export type AppHandler = (request: Request) => Response | Promise<Response>

export type PageServer = {
  /** `app://console/x` as the browser has to ask for it; any other address as it is. */
  toBrowser(address: string): string
  /** The same back. */
  toApp(address: string): string
  close(): Promise<void>
}

export async function servePages(findHandler: () => AppHandler | undefined): Promise<PageServer> {
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not listening on a port')
  const inBrowser = new RegExp(`^http://([a-z]+)\\.localhost:${address.port}(?=/|$)`)
  const toBrowser = (app: string): string => app.replace(/^app:\/\/([a-z]+)/, `http://$1.localhost:${address.port}`)
  const toApp = (browser: string): string => browser.replace(inBrowser, 'app://$1')

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const handler = findHandler()
    if (!handler) return void outgoing.writeHead(500).end()
    const answered = await handler(await readRequest(incoming, toApp))
    outgoing.writeHead(answered.status, Object.fromEntries(answered.headers))
    if (!answered.body) return void outgoing.end()
    const chunks = answered.body.getReader()
    // The page left: whoever writes has to hear of it, as from Electron.
    outgoing.on('close', () => void chunks.cancel().catch(() => undefined))
    outgoing.flushHeaders()
    for (;;) {
      const { done, value } = await chunks.read()
      if (done) return void outgoing.end()
      outgoing.write(value)
    }
  }

  return {
    toBrowser,
    toApp,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function readRequest(incoming: IncomingMessage, toApp: (address: string) => string): Promise<Request> {
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (typeof value === 'string' && !['host', 'connection', 'content-length'].includes(name)) headers.set(name, toApp(value))
  }
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks)
  const url = toApp(`http://${incoming.headers.host}${incoming.url}`)
  return new Request(url, { method: incoming.method ?? 'GET', headers, ...(body.length > 0 ? { body } : {}) })
}
