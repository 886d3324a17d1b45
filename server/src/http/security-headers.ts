// Headers for every answer. The policy allows our own files, a nonce for the styles that the component library writes, and nothing else.
import { randomBytes } from 'node:crypto'
import type { RequestHandler } from 'express'
import helmet from 'helmet'

/** Sets `res.locals.cspNonce`, which pages put into their `<style nonce>` and index.html. */
export function createSecurityHeaders({ isHttps }: { isHttps: boolean }): RequestHandler[] {
  const makeNonce: RequestHandler = (_request, response, next) => {
    response.locals.cspNonce = randomBytes(16).toString('base64')
    next()
  }
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // The token app's QR reader is WebAssembly.
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        styleSrc: ["'self'", (_request, response) => `'nonce-${(response as { locals?: Record<string, unknown> }).locals?.cspNonce}'`],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        manifestSrc: ["'self'"],
        fontSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: isHttps ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'no-referrer' },
  })
  const permissions: RequestHandler = (_request, response, next) => {
    response.set('permissions-policy', 'camera=(self), microphone=(), geolocation=(), payment=(), usb=()')
    next()
  }
  return [makeNonce, headers, permissions]
}
