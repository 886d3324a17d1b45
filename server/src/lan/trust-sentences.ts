// The words of the trust page, in both languages.
import type { Language } from '@motp/shared/protocol/language'

type TrustSentences = {
  title: string
  why: string
  download: string
  ios: readonly string[]
  android: readonly string[]
  compare: string
  afterTrusting: string
  open: string
  afterwards: string
}

export const trustSentences: Record<Language, TrustSentences> = {
  'zh-TW': {
    title: '讓手機信任這個試用站',
    why: '手機的相機與離線功能只在 HTTPS 網頁上可用。試用站使用自己的憑證，因此請先在手機上安裝並信任它，一次即可。這張憑證只對區域網路位址與 .local 名稱有效。',
    download: '下載憑證',
    ios: [
      '用 Safari 開啟本頁，點選「下載憑證」，再點選「允許」。',
      '開啟「設定」，點選上方的「已下載描述檔」，再點選「安裝」。',
      '到「設定 › 一般 › 關於本機 › 憑證信任設定」，開啟 MOTP trial 的完全信任。',
    ],
    android: [
      '點選「下載憑證」，將檔案存到手機。',
      '開啟「設定」，搜尋「CA 憑證」，點選「安裝 CA 憑證」，再點選「仍要安裝」。',
      '選擇 motp-ca.crt。請使用 Chrome 開啟下一步的載具程式。',
    ],
    compare: '核對 SHA-256 指紋，應與電腦終端機上顯示的相同',
    afterTrusting: '完成後',
    open: '開啟載具程式',
    afterwards: '試用結束後，請從同一個設定頁移除這張憑證。',
  },
  en: {
    title: 'Let the phone trust this trial site',
    why: 'Camera and offline use work on HTTPS pages only. The trial site has a certificate of its own: install and trust it on the phone, once. It is valid for addresses of local networks and .local names alone.',
    download: 'Download the certificate',
    ios: [
      'Open this page in Safari, tap “Download the certificate”, then “Allow”.',
      'Open Settings, tap “Profile Downloaded” at the top, then “Install”.',
      'In Settings › General › About › Certificate Trust Settings, turn on full trust for MOTP trial.',
    ],
    android: [
      'Tap “Download the certificate” and keep the file on the phone.',
      'Open Settings, search for “CA certificate”, tap “Install a CA certificate”, then “Install anyway”.',
      'Choose motp-ca.crt. Use Chrome for the token app in the next step.',
    ],
    compare: 'Compare the SHA-256 fingerprint with the one in the computer’s terminal',
    afterTrusting: 'When that is done',
    open: 'Open the token app',
    afterwards: 'After the trial, remove the certificate on the same settings page.',
  },
}
