// The brand: name, logo and colour that a company gives the product. Anybody may read it, it is on the sign-in page; admins change it.
import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'

/** `#rrggbb`, lower case. */
export const accentSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^#[0-9a-f]{6}$/)

/** What is null is as the product came. */
export const brandSchema = z.object({
  name: z.string().nullable(),
  /** For light grounds; the one for dark grounds is made from it. */
  accent: z.string().nullable(),
  /** Path of the picture; another picture has another path. */
  logo: z.string().nullable(),
})
export type Brand = z.infer<typeof brandSchema>

export const getBrand = defineEndpoint({
  method: 'GET',
  path: '/api/v1/brand',
  access: 'public',
  summary: 'Name, logo and colour, with an ETag',
  reply: brandSchema,
  errors: [],
  isPassive: true,
  mayBeKept: true,
})

export const brandNameMost = 40
/** As base64 in JSON it fits the 64 kB of a request. */
export const logoBytesMost = 40 * 1024
export const logoPixelsMost = 1024

const brandSettingsSchema = z.object({
  brand: brandSchema,
  /** What to pass to a change, so that nobody overwrites what they have not seen; 0: never changed. */
  revision: z.number().int(),
  changedAt: z.number().int().nullable(),
  changedBy: z.string().nullable(),
})
export type BrandSettings = z.infer<typeof brandSettingsSchema>

export const getBrandSettings = defineEndpoint({
  method: 'GET',
  path: '/api/v1/admin/brand',
  access: ['auditor', 'admin'],
  summary: 'The brand in force, and who changed it',
  reply: brandSettingsSchema,
  errors: [],
})

export const setBrand = defineEndpoint({
  method: 'PUT',
  path: '/api/v1/admin/brand',
  access: ['admin'],
  summary: 'Replace the brand; null is the default. A colour that is not readable is refused with the nearest that is',
  body: z.strictObject({
    /** One line, which stands in titles and in the subjects of mails. */
    name: z
      .string()
      .trim()
      .min(1)
      .max(brandNameMost)
      .refine((name) => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}[\]<>]/u.test(name))
      .nullable(),
    accent: accentSchema.nullable(),
    /** `kept`: the one there is; else the bytes of a PNG or WebP picture in base64. */
    logo: z.union([z.literal('kept'), z.base64().max(Math.ceil(logoBytesMost / 3) * 4)]).nullable(),
    revision: z.number().int(),
  }),
  reply: brandSettingsSchema,
  errors: ['setting-conflict', 'accent-unreadable', 'logo-refused'],
})
