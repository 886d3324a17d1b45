// The frame of IT's pages in Traditional Chinese: side bar, search.

export const itZhTW = {
  title: '資訊人員',
  enter: '資訊人員頁面',
  noEntry: {
    title: '這裡是資訊人員的頁面',
    text: '您的帳號沒有資訊人員的權限。如果您應該要有，請洽目錄管理員確認您的群組，再重新登入。',
    back: '回載具管理',
  },
  nav: {
    label: '資訊人員的頁面',
    overview: '總覽',
    users: '使用者與載具',
    refusals: '被拒原因',
    approvals: '待核准',
    bulk: '批次作業',
    leavers: '離職人員',
    reports: '報表',
    audit: '稽核紀錄',
    policy: '政策',
    setup: '系統設定',
    own: '我的載具',
  },
  find: {
    open: '搜尋使用者、序號、頁面',
    label: '搜尋',
    hint: '輸入帳號、姓名或序號的開頭',
    pages: '頁面',
    users: '使用者',
    none: '找不到符合的使用者或頁面。',
    keys: '↑↓ 選擇，Enter 開啟，Esc 關閉',
  },
}
