// A RADIUS client (a VPN gateway, a proxy) as the RADIUS server needs to know it.
import type { Language } from '@motp/shared/protocol/language'

export type RadiusClient = {
  id: string
  name: string
  /** IP addresses or CIDR ranges. */
  addresses: readonly string[]
  secret: Uint8Array
  /** False for an old device that cannot send it: then anyone who can send from its address may guess. */
  requiresMessageAuthenticator: boolean
  /** What the password field holds: the code; directory password and code in one; or the password, and the code in a second round. */
  mode: 'code' | 'password+code' | 'challenge'
  language: Language
}
