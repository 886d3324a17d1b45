// Answers in the form that privacyIDEA's plugins read. Pure.
import type { ErrorCode } from '@motp/shared/protocol/error-code'
import type { Language } from '@motp/shared/protocol/language'
import type { OpenAnswer } from './challenge-service.ts'

type Envelope = { jsonrpc: '2.0'; id: 1; version: string; time: number; result: object; detail?: object }

const version = 'MOTP 0.1.0'

/** Read by people at a login prompt or in a RADIUS Reply-Message. */
const messages = {
  'zh-TW': { accepted: 'matching 1 tokens', refused: 'wrong otp value', challenge: '請輸入手機顯示的動態密碼：' },
  en: { accepted: 'matching 1 tokens', refused: 'wrong otp value', challenge: 'Enter the code that your phone shows: ' },
} satisfies Record<Language, Record<string, string>>

type Terms = { language: Language; maySeeReasons: boolean; now: number }

export function envelopAnswer(answer: OpenAnswer, { language, maySeeReasons, now }: Terms): Envelope {
  const words = messages[language]
  if (answer.outcome === 'accepted') {
    const detail = { message: words.accepted, serial: answer.serial, type: 'totp', otplen: answer.digits }
    return wrap({ status: true, value: true, authentication: 'ACCEPT' }, now, detail)
  }
  if (answer.outcome === 'refused') {
    const detail = { message: words.refused, ...(maySeeReasons ? { reason: answer.reason } : {}) }
    return wrap({ status: true, value: false, authentication: 'REJECT' }, now, detail)
  }
  return wrap({ status: true, value: false, authentication: 'CHALLENGE' }, now, describeChallenge(answer.state, words.challenge))
}

/** No serial: somebody who does not exist is asked for a code too, and has none to show. */
function describeChallenge(state: string, message: string): object {
  const challenge = { transaction_id: state, message, serial: '', type: 'totp', client_mode: 'interactive' }
  return {
    ...challenge,
    messages: [message],
    transaction_ids: [state],
    multi_challenge: [challenge],
    preferred_client_mode: 'interactive',
  }
}

/** The numbers that the plugins know: a parameter, the caller's key, a policy, anything else. */
const errorNumbers: Partial<Record<ErrorCode, number>> = { 'client-refused': 4033, 'client-mode-refused': 303, 'invalid-request': 905 }

export function envelopError(code: ErrorCode, message: string, now: number): Envelope {
  return wrap({ status: false, error: { code: errorNumbers[code] ?? -500, message: `ERR${errorNumbers[code] ?? 500}: ${message}` } }, now)
}

function wrap(result: object, now: number, detail?: object): Envelope {
  return { jsonrpc: '2.0', id: 1, version, time: now / 1000, result, ...(detail ? { detail } : {}) }
}
