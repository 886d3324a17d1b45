// Messages M1-M4 of online enrollment between phone and server (ON v1, DESIGN section 4). Byte strings are base64url without padding.
import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'

/** Base64url of exactly `bytes` bytes. */
const bytes = (count: number) => z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${Math.ceil((count * 4) / 3)}}$`))

export const helloSchema = z.strictObject({
  v: z.literal(1),
  tid: bytes(16),
  suite: z.literal(1),
  cpk: bytes(65),
  dpk: bytes(65),
  cn: bytes(32),
  app: z.string().min(1).max(120),
  mac: bytes(32),
})
export type Hello = z.infer<typeof helloSchema>

export const serverHelloSchema = z.object({
  spk: bytes(65),
  sn: bytes(32),
  serial: z.string().max(64),
  issuer: z.string().max(120),
  account: z.string().max(256),
  alg: z.string().max(16),
  digits: z.number().int(),
  period: z.number().int(),
  idk: bytes(65),
  /** Seconds since epoch. */
  exp: z.number().int(),
  mac: bytes(32),
})
export type ServerHello = z.infer<typeof serverHelloSchema>

export const finishSchema = z.strictObject({ tid: bytes(16), mac: bytes(32), sig: bytes(64) })
export type Finish = z.infer<typeof finishSchema>

/** `now`: seconds since epoch at the server. */
export const finishedSchema = z.object({ state: z.literal('keyed'), now: z.number().int(), mac: bytes(32) })
export type Finished = z.infer<typeof finishedSchema>

export const provisionHello = defineEndpoint({
  method: 'POST',
  path: '/provision/v1/hello',
  access: 'phone',
  summary: 'M1 -> M2: a phone that scanned the QR opens the exchange. The first right hello has the ticket.',
  body: helloSchema,
  reply: serverHelloSchema,
  errors: ['provisioning-unknown', 'provisioning-gone', 'too-many-requests'],
})

export const provisionFinish = defineEndpoint({
  method: 'POST',
  path: '/provision/v1/finish',
  access: 'phone',
  summary: 'M3 -> M4: the phone has stored the seed. The same body again gives the same answer.',
  body: finishSchema,
  reply: finishedSchema,
  errors: ['provisioning-unknown', 'provisioning-conflict', 'provisioning-gone', 'too-many-requests'],
})
