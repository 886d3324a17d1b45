// Reports: who is registered, which tokens lie idle, who was locked out, what IT did. Times are ms since epoch.
import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'

const readers = ['helpdesk', 'auditor', 'admin'] as const
const count = z.number().int()

export const idleDays = [30, 90, 180, 365] as const
export const reportNames = ['coverage', 'groups', 'idle', 'lockouts', 'staff'] as const
export type ReportName = (typeof reportNames)[number]

export const reportsSchema = z.object({
  /** When users and tokens were counted, which goes on behind: minutes ago on a large site, null before the first time. */
  countedAt: count.nullable(),
  coverage: z.array(z.object({ directory: z.string(), users: count, registered: count, suspended: count, locked: count, expired: count })),
  /** Of the largest directory groups; null while they are counted for the first time. */
  groups: z
    .object({
      countedAt: count,
      rows: z.array(z.object({ group: z.string(), users: count, registered: count, suspended: count, locked: count, expired: count })),
    })
    .nullable(),
  /** Active tokens not used for at least so many days, by `idleDays`. */
  idle: z.array(z.object({ directory: z.string(), active: count, idle: z.array(count).length(idleDays.length) })),
  lockouts: z.array(z.object({ userId: z.string(), account: z.string().nullable(), locks: count, lastAt: count })),
  staff: z.array(z.object({ actor: z.string(), account: z.string().nullable(), action: z.string(), count })),
})
export type Reports = z.infer<typeof reportsSchema>

const days = z.coerce.number().int().min(1).max(366).default(30)

export const getReports = defineEndpoint({
  method: 'GET',
  path: '/api/v1/admin/reports',
  access: readers,
  summary: 'All reports; lockouts and acts of IT over the last days',
  query: z.strictObject({ days }),
  reply: reportsSchema,
  errors: [],
})

export const exportReport = defineEndpoint({
  method: 'GET',
  path: '/api/v1/admin/reports/:report/export',
  access: readers,
  summary: 'One report as CSV; the export stands in the trail',
  params: z.strictObject({ report: z.enum(reportNames) }),
  query: z.strictObject({ days }),
  reply: z.string(),
  errors: [],
  stream: 'download',
})
