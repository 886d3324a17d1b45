// Registering a phone, seen from the console (DESIGN rule 5, sections 4 and 5). Times are ms since epoch.
import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { enrollmentModeSchema, tokenParams, tokenSchema, typedCodeSchema } from './tokens.ts'

export const enrollmentStates = ['waiting', 'keyed', 'active', 'cancelled', 'expired'] as const
export const enrollmentStateSchema = z.enum(enrollmentStates)
export type EnrollmentState = z.infer<typeof enrollmentStateSchema>

export const enrollmentViewSchema = z.object({
  id: z.string(),
  mode: enrollmentModeSchema,
  state: enrollmentStateSchema,
  /** The phone that has arrived (`iPhone · Safari`), null until then. */
  device: z.string().nullable(),
  /** Serial that both screens show once the seed is shared. */
  serial: z.string().nullable(),
  /** A second phone scanned the same QR: the console tells its user. */
  otherDeviceTried: z.boolean(),
  expiresAt: z.number().int(),
  now: z.number().int(),
})
export type EnrollmentView = z.infer<typeof enrollmentViewSchema>

const started = { id: z.string(), serial: z.string(), expiresAt: z.number().int(), now: z.number().int() }
export const startedEnrollmentSchema = z.discriminatedUnion('mode', [
  /** `qr`: text of the QR code, upper case (QR alphanumeric mode). */
  z.object({ ...started, mode: z.literal('online'), qr: z.string() }),
  /** `groups`: five groups of six digits; `withActivationCode`: the phone will also ask for IT's activation code. */
  z.object({ ...started, mode: z.literal('offline'), groups: z.array(z.string()).length(5), withActivationCode: z.boolean() }),
  z.object({ ...started, mode: z.literal('otpauth'), uri: z.string() }),
])
export type StartedEnrollment = z.infer<typeof startedEnrollmentSchema>

const enrollmentParams = z.strictObject({ enrollmentId: z.string().min(1).max(64) })

/** Starts a registration for an empty slot; one that is still open for that slot is cancelled first. */
export const startEnrollment = defineEndpoint({
  method: 'POST',
  path: '/api/v1/tokens/:tokenId/enrollments',
  access: 'session',
  summary: 'Start registering a phone, online or offline',
  params: tokenParams,
  body: z.strictObject({ mode: enrollmentModeSchema }),
  reply: startedEnrollmentSchema,
  errors: [
    'not-found',
    'token-state-conflict',
    'proof-required',
    'activation-code-required',
    'enrollment-mode-disabled',
    'too-many-requests',
  ],
})

export const getEnrollment = defineEndpoint({
  method: 'GET',
  path: '/api/v1/enrollments/:enrollmentId',
  access: 'session',
  summary: 'State of a registration',
  params: enrollmentParams,
  reply: enrollmentViewSchema,
  errors: ['not-found'],
  isPassive: true,
})

export const watchEnrollment = defineEndpoint({
  method: 'GET',
  path: '/api/v1/enrollments/:enrollmentId/events',
  access: 'session',
  summary: 'The same, as server-sent events: one at once, one at each change, and the stream ends with the registration',
  params: enrollmentParams,
  reply: enrollmentViewSchema,
  errors: ['not-found'],
  isPassive: true,
  stream: 'events',
})

/** The phone's five groups. `badGroups` are 0-based positions whose check digit is wrong; they cost no answer. */
export const answerEnrollment = defineEndpoint({
  method: 'POST',
  path: '/api/v1/enrollments/:enrollmentId/response',
  access: 'session',
  summary: "Hand in the phone's registration information (offline)",
  params: enrollmentParams,
  body: z.strictObject({ groups: z.array(z.string().max(32)).length(5) }),
  reply: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('keyed'), serial: z.string() }),
    z.object({ outcome: z.literal('bad-groups'), badGroups: z.array(z.number().int().min(0).max(4)) }),
    z.object({ outcome: z.literal('echo-mismatch'), answersLeft: z.number().int() }),
  ]),
  errors: ['not-found', 'enrollment-closed', 'enrollment-expired', 'enrollment-busy', 'activation-code-required'],
})

/** The first code activates the token. `secondCode` only for `otpauth`, where two consecutive codes are asked. */
export const confirmEnrollment = defineEndpoint({
  method: 'POST',
  path: '/api/v1/enrollments/:enrollmentId/confirm',
  access: 'session',
  summary: 'Confirm the registration with the code that the phone shows',
  params: enrollmentParams,
  body: z.strictObject({ code: typedCodeSchema, secondCode: typedCodeSchema.optional() }),
  reply: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('active'), token: tokenSchema, offsetSeconds: z.number().int() }),
    /** `clockOffsetSeconds`: how far the phone's clock is off when the code would fit another time (positive: fast). */
    z.object({ outcome: z.literal('mismatch'), triesLeft: z.number().int(), clockOffsetSeconds: z.number().int().nullable() }),
  ]),
  errors: ['not-found', 'enrollment-closed', 'enrollment-expired', 'activation-code-required'],
})

export const cancelEnrollment = defineEndpoint({
  method: 'DELETE',
  path: '/api/v1/enrollments/:enrollmentId',
  access: 'session',
  summary: 'Give up a registration; the slot is empty again',
  params: enrollmentParams,
  reply: z.object({}),
  errors: ['not-found'],
})
