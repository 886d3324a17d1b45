// The reports in English.
import type { reportsZhTW } from './zh-tw-reports.ts'

export const reportsEn: typeof reportsZhTW = {
  hint: 'To look at, print or export as CSV. Users are counted anew every few minutes.',
  days: 'Period',
  lastDays: 'Last {{days}} days',
  countedAt: 'Counted {{time}}',
  counting: 'Being counted for the first time…',
  print: 'Print',
  csv: 'Export CSV',
  none: 'Nothing in this period.',
  coverage: {
    title: 'Registration',
    hint: 'Of the users who have signed in, how many have registered a phone.',
    directory: 'Directory',
    users: 'Users',
    registered: 'Registered',
    rate: 'Share',
    suspended: 'Suspended',
    locked: 'Locked',
    expired: 'Expired',
    all: 'All',
  },
  groups: {
    title: 'Registration by group',
    hint: 'By directory group, the 500 largest. A number of users leads to the list.',
    group: 'Group',
    list: 'List of the {{users}} users of {{group}}',
    counting: 'Being counted. Look again in a moment.',
  },
  idle: {
    title: 'Idle tokens',
    hint: 'Active tokens that nobody has used for long. A number leads to the list.',
    active: 'Active',
    since: '{{days}} days and more',
    list: 'List of those not used for {{days}} days',
  },
  lockouts: { title: 'Lockouts', account: 'Account', locks: 'Lockouts', last: 'Last time' },
  staff: { title: 'What IT did', account: 'Member of IT', action: 'Action', count: 'Times' },
}
