// DESIGN rule 11: a request that may change something must come from our own page. Three independent signs, all of them checked:
// the custom header (a cross-site form cannot set it), the Origin, and the browser's own word (Sec-Fetch-Site).
import { AppError } from '@motp/shared/protocol/app-error'
import type { Request } from 'express'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Throws `csrf-header-missing` or `origin-refused`. A client that is no browser sends no Origin and passes with the header. */
export function requireSameOrigin(request: Request, allowedOrigins: ReadonlySet<string>): void {
  const site = request.get('sec-fetch-site')
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new AppError('origin-refused')
  const origin = request.get('origin')
  if (origin !== undefined && !allowedOrigins.has(origin)) throw new AppError('origin-refused')
  if (safeMethods.has(request.method)) return
  if (request.get('x-motp') !== '1') throw new AppError('csrf-header-missing')
}
