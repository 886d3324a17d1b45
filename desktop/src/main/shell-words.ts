// The words of the shell's own pages, menu and questions, in both languages.
import type { Language } from '@motp/shared/protocol/language'
import type { TroubleKind } from './server-check.ts'

const zhTW = {
  trouble: {
    'no-network': { title: '這台電腦沒有連上網路', advice: '請檢查網路線、Wi-Fi 或 VPN，然後再試一次。' },
    unreachable: { title: '連不上公司的 MOTP 伺服器', advice: '伺服器沒有回應。請稍後再試；若在公司外部，請先連上 VPN。' },
    certificate: {
      title: '無法確認伺服器的身分',
      advice: '伺服器的憑證不受這台電腦信任，因此沒有連線。請把下方的詳細資料交給資訊人員，不要輸入密碼。',
    },
    'not-motp': { title: '這個位址不是 MOTP 伺服器', advice: '有回應，但不是 MOTP 伺服器。請檢查位址；若網路需要先登入，請先完成登入。' },
    'older-server': {
      title: '伺服器的版本太舊',
      advice: '這個程式需要較新的伺服器。請通知資訊人員；在此之前可以用瀏覽器開啟公司的 MOTP 網頁。',
    },
    'wrong-settings': { title: '這台電腦的設定有誤', advice: '資訊人員安裝的設定檔無法讀取。請把下方的詳細資料交給資訊人員。' },
  },
  server: '伺服器',
  details: '詳細資料',
  retry: '再試一次',
  copy: '複製詳細資料',
  changeServer: '更換伺服器',
  setupTitle: '連線到公司的 MOTP 伺服器',
  setupAdvice: '請輸入資訊人員提供的位址。只需要輸入一次。',
  address: '伺服器位址',
  connect: '連線',
  notAnAddress: '這不是可用的位址。請輸入像 https://motp.example.com 的位址。',
  menu: {
    about: '關於 TPEMOTP',
    quit: '結束',
    edit: '編輯',
    undo: '復原',
    redo: '重做',
    cut: '剪下',
    copy: '複製',
    paste: '貼上',
    selectAll: '全選',
    view: '檢視',
    home: '首頁',
    reload: '重新載入',
    zoomIn: '放大',
    zoomOut: '縮小',
    resetZoom: '實際大小',
    fullScreen: '全螢幕',
    help: '說明',
    helpPage: '使用說明',
    iPhoneHelp: 'iPhone 支援網頁',
    androidHelp: 'Android 支援網頁',
    changeServer: '更換伺服器…',
  },
  sheet: { 'activation-code': '啟用碼', 'recovery-codes': '救援碼' },
  update: {
    available: (version: string) => `TPEMOTP ${version} 可以安裝了。`,
    detail: '會在背景下載並檢查簽章，在結束程式時安裝。',
    install: '下載並安裝',
    later: '以後再說',
  },
}

type TroubleWords = Record<TroubleKind, { title: string; advice: string }>
export type ShellWords = Omit<typeof zhTW, 'trouble'> & { trouble: TroubleWords }

const en: ShellWords = {
  trouble: {
    'no-network': { title: 'This computer is not connected to a network', advice: 'Check the cable, Wi-Fi or VPN, then try again.' },
    unreachable: {
      title: 'The company’s MOTP server cannot be reached',
      advice: 'The server does not answer. Try again later; outside the company, connect to the VPN first.',
    },
    certificate: {
      title: 'The server’s identity cannot be confirmed',
      advice:
        'This computer does not trust the server’s certificate, so no connection was made. Give the details below to IT, and type no password.',
    },
    'not-motp': {
      title: 'This address is not a MOTP server',
      advice:
        'Something answers there, but no MOTP server. Check the address; if the network asks for a sign-in of its own, do that first.',
    },
    'older-server': {
      title: 'The server is too old',
      advice: 'This program needs a newer server. Tell IT; until then, use the company’s MOTP page in a browser.',
    },
    'wrong-settings': {
      title: 'The settings of this computer are wrong',
      advice: 'The settings file that IT installed cannot be read. Give the details below to IT.',
    },
  },
  server: 'Server',
  details: 'Details',
  retry: 'Try again',
  copy: 'Copy details',
  changeServer: 'Change server',
  setupTitle: 'Connect to your company’s MOTP server',
  setupAdvice: 'Type the address that IT gave you. This is asked once.',
  address: 'Server address',
  connect: 'Connect',
  notAnAddress: 'That is not a usable address. Type one like https://motp.example.com.',
  menu: {
    about: 'About TPEMOTP',
    quit: 'Quit',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    view: 'View',
    home: 'Home',
    reload: 'Reload',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    resetZoom: 'Actual size',
    fullScreen: 'Full screen',
    help: 'Help',
    helpPage: 'How to use it',
    iPhoneHelp: 'iPhone support site',
    androidHelp: 'Android support site',
    changeServer: 'Change server…',
  },
  sheet: { 'activation-code': 'activation code', 'recovery-codes': 'recovery codes' },
  update: {
    available: (version) => `TPEMOTP ${version} is ready to install.`,
    detail: 'It is downloaded in the background, its signature is checked, and it is installed when you quit.',
    install: 'Download and install',
    later: 'Later',
  },
}

export const shellWords = { 'zh-TW': zhTW, en } satisfies Record<Language, ShellWords>
