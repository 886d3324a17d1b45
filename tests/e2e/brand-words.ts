// The words by which an administrator finds a way through brand and mail texts, in both languages.
import type { Language } from '@motp/shared/protocol/language'

const zhTW = {
  tab: '品牌',
  neverChanged: /還沒有改過/,
  name: '產品名稱',
  accent: '主色',
  unreadable: /文字會看不清楚/,
  useNearest: /^改用 #/,
  logoRefused: /不能當標誌/,
  preview: '預覽',
  save: '儲存品牌',
  saved: /^已儲存/,
  reset: '恢復預設品牌',
  subject: '主旨',
  text: '內容',
  mailPreview: /^預覽/,
  insertDetails: '放入 details',
  saveWords: '儲存範本',
  savedWords: /^範本已儲存/,
  sendToMe: '寄給自己看看',
  sentToMe: /^已把範例寄到/,
  resetWords: '恢復內建內容',
  wordsAreBack: /^已恢復內建/,
}

const en: typeof zhTW = {
  tab: 'Brand',
  neverChanged: /never changed/,
  name: 'Product name',
  accent: 'Accent colour',
  unreadable: /too little to be read/,
  useNearest: /^Use #/,
  logoRefused: /cannot be a logo/,
  preview: 'Preview',
  save: 'Save the brand',
  saved: /^Saved\. Everybody/,
  reset: 'Back to the default',
  subject: 'Subject',
  text: 'Text',
  mailPreview: /^Preview/,
  insertDetails: 'Put in details',
  saveWords: 'Save the words',
  savedWords: /^Saved\. Mails/,
  sendToMe: 'Send this to me',
  sentToMe: /^The example was sent/,
  resetWords: 'Back to the built-in words',
  wordsAreBack: /^The built-in words are back/,
}

export const brandWords = { 'zh-TW': zhTW, en } satisfies Record<Language, unknown>
