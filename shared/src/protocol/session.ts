// Signing in, proofs, and the sessions of one user (DESIGN rules 4 and 11). Times are ms since epoch.
import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { languageSchema } from './language.ts'

export const roles = ['user', 'helpdesk', 'auditor', 'admin'] as const
export const roleSchema = z.enum(roles)
export type Role = z.infer<typeof roleSchema>

export const proofKinds = ['password', 'code', 'mailed-code', 'activation-code'] as const
export const proofKindSchema = z.enum(proofKinds)
export type ProofKind = z.infer<typeof proofKindSchema>

export const accountSchema = z.string().trim().min(1).max(256)
/** A password, PassCode or mailed code as typed. Bounded so that nothing long reaches the directory. */
const secretSchema = z.string().min(1).max(512)

export const sessionViewSchema = z.object({
  id: z.string(),
  user: z.object({
    id: z.string(),
    account: z.string(),
    displayName: z.string(),
    directory: z.string(),
    /** Masked (`t***@example.com`), null when the directory has none. */
    mail: z.string().nullable(),
  }),
  roles: z.array(roleSchema),
  proofs: z.array(z.object({ kind: proofKindSchema, at: z.number().int() })),
  now: z.number().int(),
  idleExpiresAt: z.number().int(),
  expiresAt: z.number().int(),
  /** What the policy in force asks of this user, so that the screen can ask first and not after a refusal. */
  rules: z.object({
    proofsForRecovery: z.number().int(),
    activationCodeRequired: z.boolean(),
    enrollmentModes: z.array(z.enum(['online', 'offline', 'otpauth'])),
    codeDigits: z.number().int(),
    /** The two digits that both the console and the phone show in offline registration. */
    serverCode: z.string(),
  }),
})
export type SessionView = z.infer<typeof sessionViewSchema>

/** Sign in with the directory password or, in the same field, the current code of an active token. Sets the session cookie. */
export const signIn = defineEndpoint({
  method: 'POST',
  path: '/api/v1/session',
  access: 'public',
  summary: 'Sign in with a directory password or a PassCode',
  body: z.strictObject({ account: accountSchema, secret: secretSchema, language: languageSchema.optional() }),
  reply: sessionViewSchema,
  errors: [
    'credentials-refused',
    'account-disabled',
    'account-locked',
    'account-expired',
    'password-expired',
    'password-must-change',
    'sign-in-throttled',
    'directory-unavailable',
  ],
})

export const getSession = defineEndpoint({
  method: 'GET',
  path: '/api/v1/session',
  access: 'session',
  summary: 'The session in force; reading it does not prolong it',
  reply: sessionViewSchema,
  errors: [],
  isPassive: true,
})

export const extendSession = defineEndpoint({
  method: 'POST',
  path: '/api/v1/session/extend',
  access: 'session',
  summary: 'Stay signed in: moves the idle limit, never the absolute one',
  reply: sessionViewSchema,
  errors: [],
})

export const signOut = defineEndpoint({
  method: 'DELETE',
  path: '/api/v1/session',
  access: 'session',
  summary: 'Sign out; open registrations of this session are void at once',
  reply: z.object({}),
  errors: [],
})

/** Adds a proof to the session. Kinds differ by what the user shows: directory password, token code, mailed code (8 digits), activation code (three groups of six digits). */
export const addProof = defineEndpoint({
  method: 'POST',
  path: '/api/v1/session/proofs',
  access: 'session',
  summary: 'Prove once more who you are',
  body: z.strictObject({ kind: proofKindSchema, value: secretSchema }),
  reply: sessionViewSchema,
  errors: ['proof-refused', 'token-locked', 'sign-in-throttled', 'directory-unavailable'],
})

export const mailCode = defineEndpoint({
  method: 'POST',
  path: '/api/v1/session/proofs/mailed-code',
  access: 'session',
  summary: 'Mail an 8-digit code to the address in the directory, valid for ten minutes and five tries',
  reply: z.object({ sentTo: z.string(), expiresAt: z.number().int() }),
  errors: ['mail-address-missing', 'too-many-requests'],
})

export const listSessions = defineEndpoint({
  method: 'GET',
  path: '/api/v1/sessions',
  access: 'session',
  summary: 'My sessions',
  reply: z.object({
    sessions: z.array(
      z.object({
        id: z.string(),
        isCurrent: z.boolean(),
        address: z.string(),
        agent: z.string(),
        createdAt: z.number().int(),
        lastSeenAt: z.number().int(),
      }),
    ),
  }),
  errors: [],
})

export const revokeSession = defineEndpoint({
  method: 'DELETE',
  path: '/api/v1/sessions/:sessionId',
  access: 'session',
  summary: 'End one of my sessions',
  params: z.strictObject({ sessionId: z.string().min(1).max(64) }),
  reply: z.object({}),
  errors: ['not-found'],
})
