// The reports in Traditional Chinese.

export const reportsZhTW = {
  hint: '可以看、列印或匯出 CSV。人數的統計每幾分鐘更新一次。',
  days: '期間',
  lastDays: '最近 {{days}} 天',
  countedAt: '統計於 {{time}}',
  print: '列印',
  csv: '匯出 CSV',
  none: '這段期間沒有紀錄。',
  coverage: {
    title: '註冊率',
    hint: '登入過的使用者中，有多少人已經註冊手機。',
    directory: '目錄',
    users: '使用者',
    registered: '已註冊',
    rate: '註冊率',
    suspended: '暫禁',
    locked: '鎖定',
    expired: '已到期',
    all: '合計',
  },
  groups: {
    title: '各群組的註冊率',
    hint: '依公司目錄的群組，人數最多的 500 個。點人數可以看名單。',
    group: '群組',
    list: '看「{{group}}」的 {{users}} 位使用者',
    counting: '正在統計，請稍後再看。',
  },
  idle: {
    title: '閒置的載具',
    hint: '正常但很久沒有使用的載具。點數字可以看名單。',
    active: '正常',
    since: '{{days}} 天以上',
    list: '看 {{days}} 天以上未使用的名單',
  },
  lockouts: { title: '鎖定次數', account: '帳號', locks: '鎖定次數', last: '最後一次' },
  staff: { title: '資訊人員的操作', account: '資訊人員', action: '操作', count: '次數' },
}
