// The tables of what a company makes its own. A part of the one schema, schema.ts.
import type { Language } from '@motp/shared/protocol/language'

export type BrandTables = { brand: BrandTable; mailTemplates: MailTemplatesTable }

/** At most one row; what is null is as the product came. */
export type BrandTable = {
  id: number
  name: string | null
  /** `#rrggbb` */
  accent: string | null
  /** base64 */
  logo: string | null
  logoType: 'image/png' | 'image/webp' | null
  /** SHA-256 of the logo, which its address carries */
  logoHash: string | null
  /** grows with every change; ms since epoch */
  revision: number
  changedBy: string
}

/** Words of a mail that differ from the built-in ones. */
export type MailTemplatesTable = {
  kind: string
  language: Language
  subject: string
  text: string
  /** grows with every change; ms since epoch */
  revision: number
  changedBy: string
}
