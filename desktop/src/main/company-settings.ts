// What IT decides for a machine: a policy file in a place that only administrators can write, and a file that the installer lays beside the
// program. Both have the same shape; the policy wins. A file that is there but wrong stops the shell: it never falls back to something weaker.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { readServerOrigin } from './server-address.ts'

const updateSettingsSchema = z.strictObject({
  /** The folder on the company's own server that holds what `pnpm desktop:package` wrote. */
  url: z.url({ protocol: /^https$/ }),
  /** Ed25519, base64 of the 32 bytes: what is offered must be signed with its private half. */
  publicKey: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
  /** `ask`: the user consents to each update. `off`: IT rolls them out by other means. */
  mode: z.enum(['ask', 'off']).default('ask'),
})
export type UpdateSettings = z.infer<typeof updateSettingsSchema>

const companySettingsSchema = z.strictObject({
  server: z
    .string()
    .refine((typed) => readServerOrigin(typed) !== undefined, 'must be an https address')
    .optional(),
  updates: updateSettingsSchema.optional(),
})
export type CompanySettings = z.infer<typeof companySettingsSchema>

export type CompanySettingsResult = { ok: true; settings: CompanySettings } | { ok: false; reason: string }

/** No file is no settings; a file that cannot be read or understood is a reason. */
export function readCompanySettings(path: string): CompanySettingsResult {
  try {
    const parsed = companySettingsSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    return parsed.success ? { ok: true, settings: parsed.data } : { ok: false, reason: `${path}: ${z.prettifyError(parsed.error)}` }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { ok: true, settings: {} }
    return { ok: false, reason: `${path}: ${error instanceof Error ? error.message : String(error)}` }
  }
}
