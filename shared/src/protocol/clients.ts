// Relying systems (VPN, web applications, logons) as IT manages them. Times are ms since epoch.
import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { languageSchema } from './language.ts'
import { verificationModeSchema } from './verification.ts'

export const clientKinds = ['rest', 'radius'] as const
export const clientKindSchema = z.enum(clientKinds)
export type ClientKind = z.infer<typeof clientKindSchema>

const managers = ['admin'] as const
/** `10.1.2.3`, `10.1.0.0/16`, `2001:db8::/32`; the server checks the form. */
const addressesSchema = z.array(z.string().trim().min(1).max(50)).max(100)
const modesSchema = z.array(verificationModeSchema).min(1).max(3)
const perMinuteSchema = z.number().int().min(1).max(10_000_000)

export const clientSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: clientKindSchema,
  /** Empty: from anywhere. */
  addresses: z.array(z.string()),
  requestsPerMinute: z.number().int(),
  modes: z.array(verificationModeSchema),
  maySeeReasons: z.boolean(),
  requiresMessageAuthenticator: z.boolean(),
  language: languageSchema,
  createdAt: z.number().int(),
  /** To the minute. */
  lastUsedAt: z.number().int().nullable(),
  rotatedAt: z.number().int().nullable(),
})
export type Client = z.infer<typeof clientSchema>

export const newClientSchema = z.strictObject({
  name: z.string().trim().min(1).max(64),
  kind: clientKindSchema,
  /** RADIUS needs at least one; REST without any may ask from anywhere. */
  addresses: addressesSchema.default([]),
  /** RADIUS takes exactly one. */
  modes: modesSchema.default(['code']),
  requestsPerMinute: perMinuteSchema.default(6000),
  maySeeReasons: z.boolean().default(false),
  /** False only for an old RADIUS device that cannot send it. */
  requiresMessageAuthenticator: z.boolean().default(true),
  /** Of messages that the client shows to its users. */
  language: languageSchema.default('zh-TW'),
  /** RADIUS only: a secret that the device already has. Otherwise one is made. */
  secret: z.string().min(8).max(128).optional(),
})
export type NewClient = z.input<typeof newClientSchema>

/** `key`: REST key or RADIUS secret. Shown here and never again. */
const keyReply = z.object({ client: clientSchema, key: z.string() })
const clientParams = z.strictObject({ clientId: z.string().min(1).max(64) })

export const listClients = defineEndpoint({
  method: 'GET',
  path: '/api/v1/admin/clients',
  access: ['auditor', 'admin'],
  summary: 'All relying systems, by name',
  reply: z.object({ clients: z.array(clientSchema) }),
  errors: [],
})

export const addClient = defineEndpoint({
  method: 'POST',
  path: '/api/v1/admin/clients',
  access: managers,
  summary: 'Add a relying system; its key is shown once',
  body: newClientSchema,
  reply: keyReply,
  errors: ['client-name-taken'],
})

export const rotateClient = defineEndpoint({
  method: 'POST',
  path: '/api/v1/admin/clients/:clientId/rotate',
  access: managers,
  summary: 'A new key, shown once; the old one is refused within a second',
  params: clientParams,
  reply: keyReply,
  errors: ['not-found'],
})

export const removeClient = defineEndpoint({
  method: 'DELETE',
  path: '/api/v1/admin/clients/:clientId',
  access: managers,
  summary: 'Remove a relying system; it is refused within a second',
  params: clientParams,
  reply: z.object({}),
  errors: ['not-found'],
})
