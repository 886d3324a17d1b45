// Content security policies of what `app://` answers. Nothing comes from elsewhere; the API is `'self'` because main forwards it.
import { randomBytes } from 'node:crypto'

export function createNonce(): string {
  return randomBytes(16).toString('base64')
}

/** The console: its own files, and the styles that the component library writes with this answer's nonce. */
export function consolePolicy(nonce: string): string {
  return policyOf({
    'script-src': "'self'",
    'style-src': `'self' 'nonce-${nonce}'`,
    'img-src': "'self' data: blob:",
    'font-src': "'self' data:",
    'connect-src': "'self'",
    'manifest-src': "'self'",
  })
}

/** The shell's own pages run no script at all. Their links and forms go nowhere: main hears them as intentions. */
export function shellPagePolicy(nonce: string): string {
  return policyOf({ 'style-src': `'nonce-${nonce}'`, 'form-action': "'self'" })
}

/** Answers of the server are data: even if one were opened as a page, it could neither run nor load anything. */
export const dataPolicy = `${policyOf({})}; sandbox`

function policyOf(directives: Record<string, string>): string {
  const all = { 'default-src': "'none'", 'base-uri': "'none'", 'form-action': "'none'", 'frame-ancestors': "'none'", ...directives }
  return Object.entries(all)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')
}

/** Beside the policy, for every answer. */
export const commonHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=(), display-capture=()',
} as const
