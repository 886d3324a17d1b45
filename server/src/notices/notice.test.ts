// The words of the mails, and what must never get into one.
import { languages } from '@motp/shared/protocol/language'
import { changeKinds } from '@motp/shared/protocol/notice-kind'
import { describe, expect, test } from 'vitest'
import { type ChangeData, isMailAddress, maskSerial, type NoticeContent, readNoticeContent } from './notice.ts'
import { renderNotice } from './render-notice.ts'

const at = Date.UTC(2026, 0, 5, 9, 2, 6)
const data: ChangeData = {
  by: 'it',
  serial: '3F2A8C11D09E4B7',
  address: '192.0.2.1',
  reason: 'lost phone',
  device: 'iPhone · Safari',
  expiresAt: at,
}
const render = (content: NoticeContent, language: 'zh-TW' | 'en' = 'en') =>
  renderNotice(content, { language, timeZone: 'Asia/Taipei', reader: { name: 'Tester', account: 'TW01002547' } })

describe.each(languages)('in %s', (language) => {
  test.each(changeKinds)('%s says what, when, by whom, which token, from where', (kind) => {
    const { subject, text, html } = render({ kind, data, at }, language)
    expect(subject).toMatch(language === 'en' ? /^\[MOTP token management\] ./ : /^\[MOTP 載具管理\] ./)
    for (const part of [text, html]) {
      expect(part).toContain('3F2…4B7')
      expect(part).toContain('192.0.2.1')
      expect(part).toContain('lost phone')
      expect(part).toContain('17:02:06')
      expect(part).toContain(language === 'en' ? '5 January 2026' : '2026年1月5日')
    }
  })

  test.each([...changeKinds, 'mailed-code'] as const)('%s holds no link, and the serial only masked', (kind) => {
    const content: NoticeContent =
      kind === 'mailed-code' ? { kind, data: { code: '12345678', expiresAt: at, address: null }, at } : { kind, data, at }
    const { subject, text, html } = render(content, language)
    for (const part of [subject, text, html]) {
      expect(part).not.toMatch(/https?:|www\.|href|src=/i)
      expect(part).not.toContain(data.serial)
    }
  })
})

test('registration is announced as 驗證成功', () => {
  expect(render({ kind: 'token-registered', data, at }, 'zh-TW').subject).toContain('驗證成功')
})

test('a mailed code is shown once in the text and never in the subject', () => {
  const { subject, text } = render({ kind: 'mailed-code', data: { code: '20417735', expiresAt: at, address: '192.0.2.1' }, at })
  expect(text.split('20417735')).toHaveLength(2)
  expect(subject).not.toContain('20417735')
})

test('markup in a reason or device is shown, not obeyed', () => {
  const { html } = render({ kind: 'token-reset', data: { ...data, reason: '<img src=x onerror=alert(1)>"&\'' }, at })
  expect(html).not.toContain('<img')
  expect(html).toContain('&#60;img')
})

test('line breaks and other control characters of a reason stay on its line', () => {
  const { text, html } = render({ kind: 'token-reset', data: { ...data, reason: 'a\r\nBcc: x@example.com\u2028b\u202ec' }, at })
  expect(text).toContain('a Bcc: x@example.com b c')
  expect(html).not.toContain('\r')
})

test('what is unknown is left out', () => {
  const { text } = render({ kind: 'token-locked', data: { by: 'system', serial: '3F2A8C11D09E4B7', address: null }, at })
  expect(text).not.toMatch(/Reason|From address|Phone|Valid until|null|undefined/)
})

test.each([
  ['3F2A8C11D09E4B7', '3F2…4B7'],
  ['1A2B3C4D', '1A…4D'],
  ['AB', '…'],
])('the serial %s is shown as %s', (serial, shown) => expect(maskSerial(serial)).toBe(shown))

test.each(['tw01002547@example.com', "o'brien+otp@mail.example.co.uk", '王小明@例子.台灣'])('%s is a mail address', (text) =>
  expect(isMailAddress(text)).toBe(true),
)

test.each([
  ...['', 'nobody', '@example.com', 'a@', 'a@b@c', 'a b@example.com', 'a@example.com, b@example.com', 'a@example.com;b@example.com'],
  ...[
    'A <a@example.com>',
    'a@example.com\r\nBcc: b@example.com',
    'a@example.com\u0000',
    '"a"@example.com',
    'a@exam\u2028ple.com',
    `${'a'.repeat(250)}@b.tw`,
  ],
])('%j is no mail address', (text) => expect(isMailAddress(text)).toBe(false))

test('content of an unknown kind or shape is refused', () => {
  expect(() => readNoticeContent('token-eaten', JSON.stringify(data), at)).toThrow()
  expect(() => readNoticeContent('token-reset', '{"by":"nobody"}', at)).toThrow()
  expect(readNoticeContent('token-reset', JSON.stringify(data), at)).toEqual({ kind: 'token-reset', data, at })
})
