// The words of IT's records and rules in Traditional Chinese, one file a page.
import { auditZhTW } from './zh-tw-audit.ts'
import { brandZhTW, mailsZhTW } from './zh-tw-brand.ts'
import { bulkZhTW } from './zh-tw-bulk.ts'
import { leaversZhTW } from './zh-tw-leavers.ts'
import { policyZhTW } from './zh-tw-policy.ts'
import { reportsZhTW } from './zh-tw-reports.ts'
import { setupZhTW } from './zh-tw-setup.ts'

export const recordsZhTW = {
  audit: auditZhTW,
  bulk: bulkZhTW,
  leavers: leaversZhTW,
  policy: policyZhTW,
  reports: reportsZhTW,
  setup: setupZhTW,
  brand: brandZhTW,
  mails: mailsZhTW,
}
