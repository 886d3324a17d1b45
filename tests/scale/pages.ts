// Every question that IT's pages ask, in the forms that differ in how they are answered. `goalMs`: at the server.
import type { Sample } from './sample.ts'

export type Page = {
  name: string
  path: string
  query: Record<string, string>
  goalMs: number | undefined
  /** Read as it is sent; its memory is looked at. */
  isFile: boolean
}

const admin = '/api/v1/admin'
const list = (name: string, path: string, query: Record<string, string> = {}): Page => ({
  ...{ name, path: `${admin}${path}`, query, goalMs: 200, isFile: false },
})
const overview = (name: string, query: Record<string, string>): Page => ({ ...list(name, '/overview', query), goalMs: 500 })
const file = (name: string, path: string, query: Record<string, string>): Page => ({
  ...list(name, path, query),
  goalMs: undefined,
  isFile: true,
})

export function listPages(sample: Sample): Page[] {
  const { user, jobId } = sample
  return [
    ...(['day', 'week', 'month'] as const).map((span) => overview(`overview: ${span}`, { span, offsetMinutes: '480' })),
    ...listUserPages(sample),
    list('user', `/users/${user.id}`),
    list('user: timeline', `/users/${user.id}/timeline`),
    ...listAuditPages(sample),
    ...listRefusalPages(sample),
    list('approvals', '/approvals'),
    list('directories', '/directories'),
    list('clients', '/clients'),
    list('policy', '/policies'),
    list('policy: simulation', '/policies/simulation', { account: user.account }),
    list('setup', '/setup'),
    list('reports', '/reports'),
    list('leavers', '/leavers'),
    list('leavers: suspended too', '/leavers', { tokens: 'any' }),
    list('leavers: disabled in a directory', '/leavers', { directory: 'Outlook', kind: 'disabled' }),
    list('leavers: checks', '/leavers/checks'),
    list('groups', '/groups'),
    list('groups: as they begin', '/groups', { search: '部門' }),
    list('sealed segments', '/audit/segments'),
    list('bulk jobs', '/bulk'),
    list('bulk job', `/bulk/${jobId}`),
    list('bulk job: rows', `/bulk/${jobId}/rows`),
    list('bulk job: failed rows', `/bulk/${jobId}/rows`, { which: 'failed' }),
    file('export: bulk results', `/bulk/${jobId}/results`, { which: 'all' }),
    file('export: users suspended, CSV', '/users-export', { state: 'suspended' }),
    file('export: users of a group, CSV', '/users-export', { group: '專案 A' }),
    file('export: all users, CSV', '/users-export', {}),
    file('export: trail without accepted codes, CSV', '/audit/export', {}),
    file('export: trail of one action, JSON', '/audit/export', { action: 'token.reset', format: 'json' }),
    file('export: whole trail, CSV', '/audit/export', { accepted: 'shown' }),
  ]
}

function listUserPages({ user, lastUser, middleAccount }: Sample): Page[] {
  const users = (name: string, query: Record<string, string>) => list(`users: ${name}`, '/users', query)
  return [
    users('all', {}),
    users('account', { search: user.account }),
    users('beginning of all accounts', { search: 'tw' }),
    users('last account', { search: lastUser.account }),
    users('beginning of many names', { search: '王' }),
    users('name', { search: user.displayName }),
    users('serial', { search: user.serial }),
    users('beginning of serials', { search: user.serial.slice(0, 2) }),
    users('no such', { search: 'nobody at all' }),
    ...(['initial', 'enrolling', 'active', 'suspended', 'expired'] as const).map((state) => users(state, { state })),
    ...(['online', 'offline', 'otpauth'] as const).map((mode) => users(mode, { mode })),
    ...(['bound', 'offline', 'compat'] as const).map((assurance) => users(`assurance ${assurance}`, { assurance })),
    ...(['never-enrolled', 'locked', 'expiring', 'unused'] as const).map((concern) => users(concern, { concern })),
    users('unused for 300 days', { concern: 'unused', days: '300' }),
    users('unused for ten years', { concern: 'unused', days: '3650' }),
    users('of a directory', { directory: 'Outlook' }),
    users('of no directory', { directory: 'Nowhere' }),
    users('suspended of a directory', { directory: 'Outlook', state: 'suspended' }),
    users('active offline of a directory', { directory: 'Outlook', state: 'active', mode: 'offline' }),
    users('active, locked', { state: 'active', concern: 'locked' }),
    users('beginning of all accounts, suspended', { search: 'tw', state: 'suspended' }),
    users('beginning of all accounts, locked', { search: 'tw', concern: 'locked' }),
    users('members of IT', { role: 'it' }),
    users('group of everybody', { group: '全體員工' }),
    users('large group', { group: 'VPN' }),
    users('department', { group: '部門 07' }),
    users('middle group', { group: '專案 A' }),
    users('small group', { group: '專案 B' }),
    users('no such group', { group: 'nobody at all' }),
    users('suspended of a department', { group: '部門 07', state: 'suspended' }),
    users('locked of a large group', { group: 'VPN', concern: 'locked' }),
    users('after the middle', { after: `x ${middleAccount}` }),
  ]
}

function listAuditPages({ user, actor, address, clientId, now }: Sample): Page[] {
  const audit = (name: string, query: Record<string, string>) => list(`audit: ${name}`, '/audit', query)
  const monthAgo = String(now - 30 * 86_400_000)
  const yearAgo = String(now - 365 * 86_400_000)
  return [
    audit('newest', {}),
    audit('accepted codes too', { accepted: 'shown' }),
    audit('user', { user: user.account }),
    audit('user, accepted codes too', { user: user.account, accepted: 'shown' }),
    audit('serial', { user: user.serial }),
    audit('no such user', { user: 'nobody' }),
    audit('actor', { actor }),
    audit('actor system', { actor: 'system' }),
    audit('client', { client: clientId }),
    audit('client, accepted codes too', { client: clientId, accepted: 'shown' }),
    audit('address', { address }),
    audit('address, accepted codes too', { address, accepted: 'shown' }),
    audit('no such address', { address: '203.0.113.9' }),
    audit('rare action', { action: 'policy.changed' }),
    audit('action that never was', { action: 'seal.failed' }),
    audit('frequent action', { action: 'verification.refused' }),
    ...(['signIn', 'proofs', 'enrollment', 'tokens', 'refusals', 'setup', 'records'] as const).map((topic) =>
      audit(`topic ${topic}`, { topic }),
    ),
    audit('a day a year ago', { from: yearAgo, to: String(Number(yearAgo) + 86_400_000) }),
    audit('until a year ago, refused', { to: yearAgo, action: 'verification.refused' }),
    audit('user until a month ago', { user: user.account, to: monthAgo }),
    audit('actor and action', { actor, action: 'token.reset' }),
    audit('client and address', { client: clientId, address }),
    list('audit: state', '/audit/state'),
  ]
}

function listRefusalPages({ user, address, clientId }: Sample): Page[] {
  const refusals = (name: string, query: Record<string, string>) => list(`refusals: ${name}`, '/refusals', query)
  return [
    refusals('newest', {}),
    ...(['code', 'sign-in', 'proof', 'enrollment'] as const).map((kind) => refusals(kind, { kind })),
    refusals('user', { user: user.account }),
    refusals('user, sign-in', { user: user.account, kind: 'sign-in' }),
    refusals('serial', { user: user.serial }),
    refusals('client', { client: clientId }),
    refusals('address', { address }),
    refusals('no such address', { address: '203.0.113.9' }),
  ]
}
