// Serves the built console at `/` and the built token app at `/token/`. A page's address falls back to its index.html; a missing file is 404.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Brand } from '@motp/shared/protocol/brand'
import express, { type RequestHandler, type Router } from 'express'

type Folders = { console: string; tokenApp: string }

/** `readBrand`: written into the console's page, so that its first picture is the right one. */
export function createStaticPages(folders: Folders, readBrand: () => Promise<Brand>): Router {
  const router = express.Router()
  router.use('/token', serveApp(folders.tokenApp, readBrand))
  router.use('/', serveApp(folders.console, readBrand))
  return router
}

function serveApp(folder: string, readBrand: () => Promise<Brand>): Router {
  const router = express.Router()
  const readIndex = readOnce(join(folder, 'index.html'))
  const page: RequestHandler = async (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next()
    const html = readIndex()
    if (html === undefined)
      return void response.status(503).type('text').send('The pages are not built yet: run `npm start` in the project.')
    response
      .set('cache-control', 'no-cache')
      .type('html')
      .send(fillPage(html, String(response.locals.cspNonce), await readBrand().catch(() => undefined)))
  }
  router.get('/', (request, response, next) => {
    // `/token` without its slash would break the app's relative scope.
    if (request.baseUrl !== '' && !request.originalUrl.startsWith(`${request.baseUrl}/`))
      return response.redirect(308, `${request.baseUrl}/`)
    return page(request, response, next)
  })
  router.use(express.static(folder, { index: false, setHeaders: setCaching, redirect: false }))
  router.get(/^\/(?!api\/|provision\/|health\/|demo\/|assets\/)[^.]*$/, page)
  return router
}

/** Placeholders of index.html. While the database cannot be read the page comes without a brand, but it comes. */
function fillPage(html: string, nonce: string, brand: Brand | undefined): string {
  const filled = html.replaceAll('__CSP_NONCE__', nonce).replace('__BRAND__', () => (brand ? escapeAttribute(JSON.stringify(brand)) : ''))
  const name = brand?.name
  return name ? filled.replace('<title>TPEMOTP</title>', () => `<title>${escapeAttribute(name)}</title>`) : filled
}

function escapeAttribute(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** The text of a build result; undefined while there is none. Read once it is there. */
function readOnce(path: string): () => string | undefined {
  let text: string | undefined
  return () => {
    if (text !== undefined) return text
    try {
      text = readFileSync(path, 'utf8')
    } catch {
      return undefined
    }
    return text
  }
}

// File names under assets/ carry a hash of their content; everything else may change under its name.
function setCaching(response: { setHeader(name: string, value: string): void }, path: string): void {
  response.setHeader('cache-control', /[\\/]assets[\\/]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
}
