// `node desktop/smoke-test.ts PROGRAM`: starts a packaged program against a small server and waits until its console asks that server who is
// signed in. Then the package, its integrity check and fuses, the scheme, the page and the forwarding have all worked.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { apiLevel } from '@motp/shared/protocol/api-level'

const timeoutMs = 60_000
const [program = ''] = process.argv.slice(2)

const { promise: asked, resolve: noteAsked } = Promise.withResolvers<string>()
const server = createServer((request, response) => {
  response.setHeader('content-type', 'application/json')
  if (request.url === '/health/live') response.end(JSON.stringify({ status: 'up', now: Date.now(), apiLevel }))
  else {
    const error = { code: 'session-required', message: 'nobody is signed in', requestId: 'smoke' }
    response.writeHead(401).end(JSON.stringify({ error }))
    if (request.url === '/api/v1/session') noteAsked(`asked by ${request.headers['user-agent']}`)
  }
}).listen(0, '127.0.0.1')
await once(server, 'listening')
const address = server.address()
const port = typeof address === 'object' && address ? address.port : 0

const userData = mkdtempSync(join(tmpdir(), 'tpemotp-smoke-'))
const child = spawn(program, [`--user-data-dir=${userData}`, 'tpemotp://tokens'], {
  env: { ...process.env, TPEMOTP_SERVER: `http://localhost:${port}` },
  stdio: 'inherit',
})
const ended = once(child, 'exit').then(([code]) => `the program ended with ${String(code)}`)
const timer = new Promise<string>((resolve) => setTimeout(resolve, timeoutMs, `nothing within ${timeoutMs / 1000} s`))
const outcome = await Promise.race([asked, ended, timer])
console.log(outcome)
child.kill()
process.exit(outcome.startsWith('asked') ? 0 : 1)
