// The rooms of IT: who may enter, and where each stands in the side bar. A page comes into being here and in it-routes.tsx.
import type { Role } from '@motp/shared/protocol/session'
import {
  IconAdjustments,
  IconAffiliate,
  IconChecklist,
  IconClipboardList,
  IconLayoutDashboard,
  IconListDetails,
  IconReportAnalytics,
  IconShieldQuestion,
  IconUserOff,
  IconUsers,
} from '@tabler/icons-react'

const readers: readonly Role[] = ['helpdesk', 'auditor', 'admin']
const changers: readonly Role[] = ['helpdesk', 'admin']
const overseers: readonly Role[] = ['auditor', 'admin']

export const itPages = [
  { name: 'overview', to: '/it', icon: IconLayoutDashboard, roles: readers },
  { name: 'users', to: '/it/users', icon: IconUsers, roles: readers },
  { name: 'refusals', to: '/it/refusals', icon: IconShieldQuestion, roles: readers },
  { name: 'approvals', to: '/it/approvals', icon: IconChecklist, roles: readers },
  { name: 'bulk', to: '/it/bulk', icon: IconListDetails, roles: changers },
  { name: 'leavers', to: '/it/leavers', icon: IconUserOff, roles: readers },
  { name: 'reports', to: '/it/reports', icon: IconReportAnalytics, roles: readers },
  { name: 'audit', to: '/it/audit', icon: IconClipboardList, roles: overseers },
  { name: 'policy', to: '/it/policy', icon: IconAdjustments, roles: readers },
  { name: 'setup', to: '/it/setup', icon: IconAffiliate, roles: overseers },
] as const satisfies readonly { name: string; to: string; icon: unknown; roles: readonly Role[] }[]

export type ItPage = (typeof itPages)[number]

/** What the side bar offers somebody with these roles; the server decides again at each request. */
export function listItPages(roles: readonly Role[]): ItPage[] {
  return itPages.filter((page) => page.roles.some((role) => roles.includes(role)))
}

export function isStaff({ roles }: { roles: readonly Role[] }): boolean {
  return listItPages(roles).length > 0
}
