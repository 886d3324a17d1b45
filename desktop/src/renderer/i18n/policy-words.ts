// Each rule of the policy in words: its name, what it means, and the unit of its value. tests/policy-words.test.ts keeps it complete.
import type { Language } from '@motp/shared/protocol/language'

export type RuleWords = { name: string; meaning: string; unit?: string }

const zhTW: Record<string, RuleWords> = {
  'token.profile': { name: '密碼格式', meaning: '新註冊的載具使用的演算法、位數與週期。已註冊的載具不受影響。' },
  'token.validDays': { name: '載具有效天數', meaning: '註冊完成後幾天到期；到期後要重設並重新註冊。', unit: '天' },
  'verification.windowSteps': { name: '時間容許範圍', meaning: '手機時鐘快或慢幾個週期以內的密碼仍接受。越大越寬鬆。', unit: '週期' },
  'verification.maxDriftSteps': { name: '自動校正上限', meaning: '系統最多記住手機快慢幾個週期，超過就要用兩組密碼校正。', unit: '週期' },
  'verification.pauseAfter': {
    name: '錯幾次開始暫停',
    meaning: '連續輸入錯誤達到這個次數起，每錯一次暫停 30 秒起、逐次加倍到 1 小時。',
    unit: '次',
  },
  'verification.hardLockAt': { name: '錯幾次鎖定', meaning: '連續輸入錯誤達到這個次數，載具鎖定，要由資訊人員解鎖。', unit: '次' },
  'enrollment.online': { name: '開放線上註冊', meaning: '手機掃描 QR Code 註冊，保護最強。' },
  'enrollment.offline': { name: '開放離線註冊', meaning: '手機不能上網時以輸入數字註冊，同時看到兩邊數字的人可以複製載具。' },
  'enrollment.otpauth': { name: '開放第三方 App', meaning: '金鑰會以 QR Code 離開伺服器，保護較弱，建議關閉。' },
  'enrollment.activationCode': { name: '註冊與重設需要啟用碼', meaning: '第一次註冊與重設都要先向資訊人員取得啟用碼。' },
  'enrollment.onlineMinutes': { name: '線上註冊時限', meaning: 'QR Code 的有效時間。', unit: '分鐘' },
  'enrollment.offlineMinutes': { name: '離線註冊時限', meaning: '五組數字的有效時間。', unit: '分鐘' },
  'enrollment.serverCode': { name: '伺服器代碼', meaning: '離線註冊時電腦與手機都會顯示的兩位數字，用來辨認是不是同一套系統。' },
  'enrollment.issuer': { name: '發行者名稱', meaning: '手機上顯示的公司名稱，只影響之後的註冊。' },
  'proofs.recovery': {
    name: '重設、恢復要幾項證明',
    meaning: '重設、恢復、校正時間之前，使用者要出示幾種不同的證明（密碼、PassCode、郵件驗證碼、啟用碼）。',
    unit: '項',
  },
  'proofs.validMinutes': { name: '證明有效時間', meaning: '一項證明在多少分鐘內有效，過後要重新出示。', unit: '分鐘' },
  'activationCode.validHours': { name: '啟用碼有效時間', meaning: '資訊人員核發後多少小時內要使用。', unit: '小時' },
  'session.idleMinutes': { name: '閒置登出', meaning: '多少分鐘沒有操作就自動登出。', unit: '分鐘' },
  'session.absoluteMinutes': { name: '登入最長時間', meaning: '一次登入最多維持多少分鐘，之後一定要重新登入。', unit: '分鐘' },
  'signIn.accountTries': {
    name: '每個帳號登入次數',
    meaning: '同一帳號 15 分鐘內可以失敗幾次。要低於公司目錄自己的鎖定次數，以免帳號被目錄鎖住。',
    unit: '次',
  },
  'signIn.addressTries': {
    name: '每個來源位址登入次數',
    meaning: '同一位址 15 分鐘內可以嘗試幾次；整間辦公室可能共用一個位址。',
    unit: '次',
  },
  'leavers.brakePercent': {
    name: '離職檢查的安全上限',
    meaning: '一個目錄一次少了超過這個比例的使用者，先當作目錄故障，要再確認一次才能暫禁。',
    unit: '%',
  },
  'audit.sealing': {
    name: '封存舊稽核紀錄',
    meaning: '超過保留天數的紀錄會移出資料庫，存成加密的封存檔；雜湊鏈仍然相連，隨時可以檢查與取回。關閉則全部留在資料庫。',
  },
  'audit.keepDays': {
    name: '稽核紀錄保留天數',
    meaning: '開啟封存時，最近幾天的紀錄留在資料庫可以直接搜尋；更早的要從封存檔取回。',
    unit: '天',
  },
}

const en: Record<string, RuleWords> = {
  'token.profile': {
    name: 'Form of the codes',
    meaning: 'Algorithm, digits and period of tokens registered from now on. Registered tokens stay as they are.',
  },
  'token.validDays': {
    name: 'Validity of a token',
    meaning: 'Days from registration until a token expires; then it is reset and registered anew.',
    unit: 'days',
  },
  'verification.windowSteps': {
    name: 'Tolerance of time',
    meaning: 'Codes of this many periods before or after now are accepted too. More is laxer.',
    unit: 'periods',
  },
  'verification.maxDriftSteps': {
    name: 'Learned clock error',
    meaning: 'How far off the server learns a phone’s clock to be; beyond it, two codes correct it.',
    unit: 'periods',
  },
  'verification.pauseAfter': {
    name: 'Pause after',
    meaning: 'From this many wrong codes in a row on, each pauses the token: 30 seconds, doubling up to an hour.',
    unit: 'wrong codes',
  },
  'verification.hardLockAt': {
    name: 'Lock after',
    meaning: 'At this many wrong codes in a row the token is locked until IT unlocks it.',
    unit: 'wrong codes',
  },
  'enrollment.online': { name: 'Online registration', meaning: 'The phone scans a QR code. The strongest way.' },
  'enrollment.offline': {
    name: 'Offline registration',
    meaning: 'For phones with no network, by typing digits. Whoever sees the digits of both screens can copy the token.',
  },
  'enrollment.otpauth': { name: 'Third-party apps', meaning: 'The key leaves the server in a QR code: weaker, better left off.' },
  'enrollment.activationCode': { name: 'Activation code needed', meaning: 'First registration and reset need an activation code from IT.' },
  'enrollment.onlineMinutes': { name: 'Time for online registration', meaning: 'How long a QR code is valid.', unit: 'minutes' },
  'enrollment.offlineMinutes': {
    name: 'Time for offline registration',
    meaning: 'How long the five groups of digits are valid.',
    unit: 'minutes',
  },
  'enrollment.serverCode': {
    name: 'Server code',
    meaning: 'Two digits that computer and phone both show in offline registration, to tell one system from another.',
  },
  'enrollment.issuer': { name: 'Name of the issuer', meaning: 'The company’s name on the phone, for registrations from now on.' },
  'proofs.recovery': {
    name: 'Proofs for reset and resume',
    meaning: 'How many different proofs (password, PassCode, mailed code, activation code) reset, resume and clock correction ask for.',
    unit: 'proofs',
  },
  'proofs.validMinutes': {
    name: 'Validity of a proof',
    meaning: 'Minutes that a proof counts before it is asked for again.',
    unit: 'minutes',
  },
  'activationCode.validHours': { name: 'Validity of an activation code', meaning: 'Hours within which it has to be used.', unit: 'hours' },
  'session.idleMinutes': { name: 'Sign out when idle', meaning: 'Minutes without any action until a session ends.', unit: 'minutes' },
  'session.absoluteMinutes': { name: 'Longest session', meaning: 'Minutes after which everybody signs in again.', unit: 'minutes' },
  'signIn.accountTries': {
    name: 'Sign-in tries of an account',
    meaning: 'Failures of one account within 15 minutes. Keep it below the directory’s own lockout, or accounts get locked there.',
    unit: 'tries',
  },
  'signIn.addressTries': {
    name: 'Sign-in tries of an address',
    meaning: 'Tries from one address within 15 minutes; a whole office may share one.',
    unit: 'tries',
  },
  'leavers.brakePercent': {
    name: 'Safety brake for leavers',
    meaning:
      'When more of a directory’s users than this are missing at once, the directory is taken to be at fault: suspending them wants a second confirmation.',
    unit: '%',
  },
  'audit.sealing': {
    name: 'Seal old audit events',
    meaning:
      'Events older than the days kept leave the database for encrypted files. The chain of hashes goes on through them, and they can be checked and read again. Off: all stay in the database.',
  },
  'audit.keepDays': {
    name: 'Audit events kept searchable',
    meaning:
      'With sealing on, events of this many days stay in the database and can be searched; older ones have to be read from their files.',
    unit: 'days',
  },
}

/** A rule that a newer server has shows its key. */
export function ruleWords(key: string, language: Language): RuleWords {
  return (language === 'en' ? en : zhTW)[key] ?? { name: key, meaning: '' }
}

export const wordedRules = { 'zh-TW': Object.keys(zhTW), en: Object.keys(en) }
