// Why a row of a bulk action was not done, beside the errors that a single action has: what a person reads, in each language.
import { type ErrorCode, errorCodes } from './error-code.ts'
import { errorSentence } from './error-sentence.ts'
import type { Language } from './language.ts'

const zhTW = {
  'line-empty': '這一列沒有帳號。',
  'line-duplicate': '這個帳號在檔案前面已經出現過。',
  'line-formula': '這一格的開頭像試算表公式（= + - @），已拒絕。',
  'line-encoding': '這一列的文字編碼有誤，請另存成 UTF-8 的 CSV。',
  'line-too-long': '這一列太長。',
  'line-broken': '這一列的引號或欄位數不正確。',
  'already-registered': '這位使用者已經註冊手機。',
  'no-token': '這位使用者沒有可以處理的載具。',
} as const

export type BulkFault = keyof typeof zhTW

const en = {
  'line-empty': 'This line has no account.',
  'line-duplicate': 'This account was in the file before.',
  'line-formula': 'The cell begins like a spreadsheet formula (= + - @) and was refused.',
  'line-encoding': 'The characters of this line cannot be read. Save the file as CSV in UTF-8.',
  'line-too-long': 'This line is too long.',
  'line-broken': 'The quotes or the number of columns of this line are not right.',
  'already-registered': 'This user has registered a phone already.',
  'no-token': 'This user has no token to act on.',
} satisfies Record<BulkFault, string>

/** The sentence of a row that failed; a code that nobody knows any more shows itself. */
export function bulkSentence(outcome: string, language: Language): string {
  if (isFault(outcome)) return (language === 'en' ? en : zhTW)[outcome]
  return errorCodes.includes(outcome as ErrorCode) ? errorSentence(outcome as ErrorCode, language) : outcome
}

function isFault(outcome: string): outcome is BulkFault {
  return Object.hasOwn(zhTW, outcome)
}
