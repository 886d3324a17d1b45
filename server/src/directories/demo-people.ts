// Who is in the demo directory. `TW01002547` stands in both, with another password in the second: the second is never asked
// after a wrong password in the first.

export type DemoPerson = {
  account: string
  displayName: string
  password: string
  role?: 'helpdesk' | 'auditor' | 'admin'
  groups: string[]
}

const password = 'demo-password'

export const demoPeople: { name: string; people: DemoPerson[] }[] = [
  {
    name: 'Oracle',
    people: [
      { account: 'TW01002547', displayName: '王小明', password, groups: ['業務部', 'VPN'] },
      { account: 'helpdesk01', displayName: '陳雅婷', password, role: 'helpdesk', groups: ['資訊部', 'VPN'] },
      { account: 'auditor01', displayName: '張志偉', password, role: 'auditor', groups: ['稽核室'] },
      { account: 'admin01', displayName: '李淑芬', password, role: 'admin', groups: ['資訊部', 'VPN'] },
    ],
  },
  {
    name: 'Outlook',
    people: [
      { account: 'TW01003312', displayName: '林美玲', password, groups: ['業務部'] },
      { account: 'TW01002547', displayName: '王小明', password: 'another-password', groups: ['業務部'] },
    ],
  },
]
