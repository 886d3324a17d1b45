// The words of each mail in each language, as IT reads, tries and changes them. Plain text with placeholders such as `{serial}`.
import { z } from 'zod'
import { setupFindingSchema } from './admin-setup.ts'
import { defineEndpoint } from './endpoint.ts'
import { languageSchema } from './language.ts'
import { noticeKinds } from './notice-kind.ts'
import { templateFaultSchema } from './template-fault.ts'

/** A placeholder is a word in braces. `code` and `details` take a line of their own. */
export const placeholderNames = [
  ...(['name', 'account', 'time', 'by', 'serial', 'device', 'validUntil', 'address', 'reason'] as const),
  ...(['action', 'asker', 'person', 'decider', 'code', 'details'] as const),
] as const
export type PlaceholderName = (typeof placeholderNames)[number]

const placeholderSchema = z.object({ name: z.enum(placeholderNames), isRequired: z.boolean(), isAlone: z.boolean() })
export type Placeholder = z.infer<typeof placeholderSchema>

export const subjectMost = 120
export const textMost = 4000
const words = { subject: z.string().max(subjectMost), text: z.string().max(textMost) }
const wordsSchema = z.object(words)
export type TemplateWords = z.infer<typeof wordsSchema>

const mailTemplateSchema = wordsSchema.extend({
  kind: z.enum(noticeKinds),
  language: languageSchema,
  builtIn: wordsSchema,
  isChanged: z.boolean(),
  placeholders: z.array(placeholderSchema),
  /** What to pass to a change; 0: the built-in words stand. */
  revision: z.number().int(),
  changedAt: z.number().int().nullable(),
  changedBy: z.string().nullable(),
})
export type MailTemplate = z.infer<typeof mailTemplateSchema>

const params = z.strictObject({ kind: z.enum(noticeKinds), language: languageSchema })
const reply = z.object({ template: mailTemplateSchema })

export const listMailTemplates = defineEndpoint({
  method: 'GET',
  path: '/api/v1/admin/mail-templates',
  access: ['auditor', 'admin'],
  summary: 'The words of every mail, beside the built-in ones, and the placeholders that each may hold',
  reply: z.object({ templates: z.array(mailTemplateSchema) }),
  errors: [],
})

export const setMailTemplate = defineEndpoint({
  method: 'PUT',
  path: '/api/v1/admin/mail-templates/:kind/:language',
  access: ['admin'],
  summary: 'Change the words of a mail; all that leave from now on have them, those that wait included',
  params,
  body: z.strictObject({ ...words, revision: z.number().int() }),
  reply,
  errors: ['template-refused', 'setting-conflict'],
})

export const resetMailTemplate = defineEndpoint({
  method: 'DELETE',
  path: '/api/v1/admin/mail-templates/:kind/:language',
  access: ['admin'],
  summary: 'Back to the built-in words',
  params,
  reply,
  errors: [],
})

export const previewMailTemplate = defineEndpoint({
  method: 'POST',
  path: '/api/v1/admin/mail-templates/:kind/:language/preview',
  access: ['admin'],
  summary: 'The mail with example values, as it would be sent; or what is wrong with the words',
  params,
  body: z.strictObject(words),
  reply: z.object({
    faults: z.array(templateFaultSchema),
    mail: z.object({ subject: z.string(), text: z.string() }).nullable(),
  }),
  errors: [],
})

export const testMailTemplate = defineEndpoint({
  method: 'POST',
  path: '/api/v1/admin/mail-templates/:kind/:language/test',
  access: ['admin'],
  summary: 'Send the mail with example values to oneself now',
  params,
  body: z.strictObject(words),
  reply: z.object({ sentTo: z.string(), findings: z.array(setupFindingSchema) }),
  errors: ['template-refused', 'mail-address-missing'],
})
