// The frame of IT's pages in English: side bar, search.
import type { itZhTW } from './zh-tw-it.ts'

export const itEn: typeof itZhTW = {
  title: 'IT',
  enter: 'IT pages',
  noEntry: {
    title: 'These pages are for IT',
    text: 'Your account has no IT role. If it should have one, ask whoever looks after the directory to check your groups, then sign in again.',
    back: 'Back to token management',
  },
  nav: {
    label: 'IT pages',
    overview: 'Overview',
    users: 'Users and tokens',
    refusals: 'Why refused',
    approvals: 'Approvals',
    bulk: 'Bulk actions',
    leavers: 'Leavers',
    reports: 'Reports',
    audit: 'Audit trail',
    policy: 'Policy',
    setup: 'Setup',
    own: 'My token',
  },
  find: {
    open: 'Find users, serials, pages',
    label: 'Find',
    hint: 'Type how an account, a name or a serial begins',
    pages: 'Pages',
    users: 'Users',
    none: 'No user and no page matches.',
    keys: '↑↓ choose, Enter opens, Esc closes',
  },
}
