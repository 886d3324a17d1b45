// The words of IT's records and rules in English, one file a page.
import { auditEn } from './en-audit.ts'
import { brandEn, mailsEn } from './en-brand.ts'
import { bulkEn } from './en-bulk.ts'
import { leaversEn } from './en-leavers.ts'
import { policyEn } from './en-policy.ts'
import { reportsEn } from './en-reports.ts'
import { setupEn } from './en-setup.ts'

export const recordsEn = {
  audit: auditEn,
  bulk: bulkEn,
  leavers: leaversEn,
  policy: policyEn,
  reports: reportsEn,
  setup: setupEn,
  brand: brandEn,
  mails: mailsEn,
}
