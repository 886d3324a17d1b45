// The console's build, read from the package (inside app.asar when packaged) and answered under `app://console/`.
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { commonHeaders, consolePolicy, createNonce } from './content-policy.ts'

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
}

export function createConsoleFiles(folder: string): (path: string) => Promise<Response> {
  return async (path) => {
    const file = findFile(path)
    if (file === undefined) return notFound()
    const bytes = await readFile(join(folder, ...file.split('/'))).catch(() => undefined)
    if (!bytes) return notFound()
    const nonce = createNonce()
    const body = file === 'index.html' ? bytes.toString('utf8').replaceAll('__CSP_NONCE__', nonce) : new Uint8Array(bytes)
    return new Response(body, {
      headers: {
        ...commonHeaders,
        'content-type': contentTypes[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': consolePolicy(nonce),
      },
    })
  }
}

/** A file of the build by its URL path; a page's address is index.html. Plain names at most one folder deep, so no path leads out. */
export function findFile(path: string): string | undefined {
  if (/^\/[^.]*$/.test(path)) return 'index.html'
  const [, file] = /^\/((?:[\w-]+\/)?[\w-]+(?:\.[\w-]+)*\.\w+)$/.exec(path) ?? []
  return file
}

function notFound(): Response {
  return new Response(null, { status: 404, headers: { ...commonHeaders } })
}
