// What the server is connected to, and tests whose result tells what to put right. Nothing of the configuration file is changed here.
import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { roleSchema } from './session.ts'

const readers = ['auditor', 'admin'] as const

export const getSetup = defineEndpoint({
  method: 'GET',
  path: '/api/v1/admin/setup',
  access: readers,
  summary: 'Directories, mail and RADIUS as they are configured; no passwords',
  reply: z.object({
    publicOrigin: z.string(),
    directories: z.array(z.object({ name: z.string(), url: z.string(), baseDn: z.string(), health: z.enum(['up', 'down', 'unknown']) })),
    mail: z.object({ kind: z.enum(['smtp', 'demo-inbox']), host: z.string().nullable(), from: z.string().nullable() }),
    radius: z.object({ host: z.string(), port: z.number().int(), tlsPort: z.number().int().nullable() }).nullable(),
  }),
  errors: [],
})

/** What a test came to. `failed`: the screen has advice for each of these. */
export const setupFaults = [
  ...([
    'not-reachable',
    'name-unknown',
    'timeout',
    'certificate',
    'service-account',
    'base-missing',
    'groups-missing',
    'mail-refused',
    'mail-login',
  ] as const),
  ...([
    'radius-silent',
    'radius-foreign',
    'radius-not-listening',
    'certificate-expired',
    'certificate-ending',
    'certificate-old',
    'packet-dropped',
    'unsigned-taken',
    'database',
  ] as const),
  ...(['address-outside', 'address-of-another', 'key-wrong', 'secret-unreadable', 'radius-off', 'never-used', 'other'] as const),
] as const
export type SetupFault = (typeof setupFaults)[number]
export const setupFindingSchema = z.object({
  step: z.string(),
  isRight: z.boolean(),
  fault: z.enum(setupFaults).nullable(),
  detail: z.string().nullable(),
})
export type SetupFinding = z.infer<typeof setupFindingSchema>

export const testDirectory = defineEndpoint({
  method: 'POST',
  path: '/api/v1/admin/setup/directories/:name/test',
  access: ['admin'],
  summary: 'Connect, bind the service account, search, look for the role groups; with an account: how that person is seen',
  params: z.strictObject({ name: z.string().min(1).max(64) }),
  /** Empty: nobody is looked up. */
  body: z.strictObject({ account: z.string().trim().max(256) }),
  reply: z.object({
    findings: z.array(setupFindingSchema),
    person: z
      .object({
        account: z.string(),
        displayName: z.string(),
        mail: z.string().nullable(),
        roles: z.array(roleSchema),
        isDisabled: z.boolean(),
      })
      .nullable(),
  }),
  errors: ['not-found'],
})

export const testMail = defineEndpoint({
  method: 'POST',
  path: '/api/v1/admin/setup/mail/test',
  access: ['admin'],
  summary: 'Send a mail to oneself now',
  reply: z.object({ sentTo: z.string(), findings: z.array(setupFindingSchema) }),
  errors: ['mail-address-missing'],
})

export const testRadius = defineEndpoint({
  method: 'POST',
  path: '/api/v1/admin/setup/radius/test',
  access: ['admin'],
  summary: 'Send a Status-Server to the own RADIUS port under a secret made for it, and look at the certificate of RADIUS over TLS',
  reply: z.object({ findings: z.array(setupFindingSchema) }),
  errors: [],
})

export const testClient = defineEndpoint({
  method: 'POST',
  path: '/api/v1/admin/setup/clients/:clientId/test',
  access: ['admin'],
  summary:
    'Would a request of this client be taken? From an address, with a key. RADIUS: a packet is sent to the own port, and one of this client judged as it would be from there',
  params: z.strictObject({ clientId: z.string().min(1).max(64) }),
  /** Empty ones are not judged. */
  body: z.strictObject({ address: z.string().trim().max(64), key: z.string().max(300) }),
  reply: z.object({ findings: z.array(setupFindingSchema) }),
  errors: ['not-found'],
})
