// What can be wrong with the words of a mail.
import { z } from 'zod'

export const templateFaultKinds = [
  'empty',
  'unknown-placeholder',
  'missing-placeholder',
  /** A placeholder that takes a line of its own stands among other words. */
  'not-alone',
  /** A placeholder that the subject may not hold. */
  'not-in-subject',
  'link',
  'control-character',
] as const

export const templateFaultSchema = z.object({
  field: z.enum(['subject', 'text']),
  fault: z.enum(templateFaultKinds),
  /** The placeholder's name, or the link. */
  word: z.string().nullable(),
})
export type TemplateFault = z.infer<typeof templateFaultSchema>
