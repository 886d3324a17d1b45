// Response Authenticator (RFC 2865 3): MD5(code | identifier | length | Request Authenticator | attributes | secret).
import { createHash } from 'node:crypto'

/** `reply`: complete, with the Request Authenticator in the place that the result takes. */
export function computeResponseAuthenticator(reply: Uint8Array, secret: Uint8Array): Uint8Array {
  return createHash('md5').update(reply).update(secret).digest()
}
