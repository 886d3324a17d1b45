// The one error class of the product, and its shape on the wire.
import { z } from 'zod'
import { type ErrorCode, errorCodes } from './error-code.ts'
import { templateFaultSchema } from './template-fault.ts'

/** What a caller may need to act on: which proofs are missing, when to try again, which field is wrong. Never a secret. */
export const errorDetailsSchema = z.object({
  fields: z.array(z.string()).optional(),
  proofsNeeded: z.number().int().optional(),
  proofKinds: z.array(z.string()).optional(),
  /** ms since epoch; null means: until IT unlocks it. */
  retryAt: z.number().int().nullable().optional(),
  triesLeft: z.number().int().optional(),
  /** `accent-unreadable`: the nearest colour that would do. */
  nearest: z.string().optional(),
  /** `template-refused`: each thing that is wrong. */
  templateFaults: z.array(templateFaultSchema).optional(),
})
export type ErrorDetails = z.infer<typeof errorDetailsSchema>

/** Body of every 4xx and 5xx answer (DESIGN rule 10). */
export const errorBodySchema = z.object({
  error: z.object({
    code: z.enum(errorCodes as [ErrorCode, ...ErrorCode[]]),
    message: z.string(),
    requestId: z.string(),
    details: errorDetailsSchema.optional(),
  }),
})
export type ErrorBody = z.infer<typeof errorBodySchema>

export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(code, options)
    this.code = code
    this.details = details
  }
}
