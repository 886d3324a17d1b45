// What the words of a mail may hold, and what values do in them.
import { languages } from '@motp/shared/protocol/language'
import { noticeKinds } from '@motp/shared/protocol/notice-kind'
import { describe, expect, test } from 'vitest'
import { exampleNotice, exampleReader } from './example-notice.ts'
import type { NoticeContent } from './notice.ts'
import { builtInTemplate, findFaults, tidyTemplate } from './notice-template.ts'
import { renderNotice } from './render-notice.ts'

const at = Date.UTC(2026, 0, 5, 9, 2, 6)
const rendering = { language: 'en', timeZone: 'Asia/Taipei', reader: exampleReader('en') } as const
const faults = (words: { subject?: string; text?: string }, kind: (typeof noticeKinds)[number] = 'token-reset') =>
  findFaults(kind, { subject: 'Reset', text: '{details}', ...words }).map(({ field, fault, word }) => [field, fault, word])

describe.each(languages)('in %s', (language) => {
  test.each(noticeKinds)('the built-in words of %s have no fault, and no placeholder is left in the mail', (kind) => {
    const template = builtInTemplate(kind, language)
    expect(findFaults(kind, template)).toEqual([])
    expect(tidyTemplate(template)).toEqual(template)
    const { subject, text, html } = renderNotice(exampleNotice(kind, language, at), { ...rendering, language })
    for (const part of [subject, text]) expect(part).not.toMatch(/[{}]|undefined|null/)
    expect(html).not.toMatch(/\{[a-z]/i)
  })
})

test('an unknown placeholder is refused by its name', () => {
  expect(faults({ text: 'Dear {nmae},\n\n{details}' })).toEqual([['text', 'unknown-placeholder', 'nmae']])
  expect(faults({ subject: '{constructor}' })).toEqual([['subject', 'unknown-placeholder', 'constructor']])
})

test('a placeholder of another kind of mail is unknown', () => {
  expect(faults({ text: '{code}\n\n{details}' })).toEqual([['text', 'unknown-placeholder', 'code']])
})

test('what the reader needs has to be there, alone on its line, and a code never in the subject', () => {
  expect(faults({ text: 'Hello' })).toEqual([['text', 'missing-placeholder', 'details']])
  expect(faults({ text: '{details}' }, 'mailed-code')).toEqual([['text', 'missing-placeholder', 'code']])
  expect(faults({ text: 'It is {code}.\n{details}' }, 'mailed-code')).toEqual([['text', 'not-alone', 'code']])
  expect(faults({ subject: 'Code {code}', text: '{code}\n{details}' }, 'mailed-code')).toEqual([['subject', 'not-in-subject', 'code']])
})

test.each([
  'https://evil.example/x',
  'HTTP://EVIL',
  'www.example.com',
  'example.com',
  'motp.example.com.tw/token',
  'mailto:it@example.com',
  'it@example',
  'javascript:alert(1)',
  'ｅｘａｍｐｌｅ．ｃｏｍ',
  'example。com',
])('%s is a link and refused', (link) => {
  expect(faults({ text: `請看 ${link}\n\n{details}` }).map(([, fault]) => fault)).toEqual(['link'])
  expect(faults({ subject: `Look at ${link}` }).map(([, fault]) => fault)).toEqual(['link'])
})

test.each(['Call 02-1234-5678 ext. 12.', 'e.g. at 9 a.m. (v1.2)', '請洽分機 1234。謝謝', 'A/B: yes, no; 100 %'])('%s is no link', (words) =>
  expect(faults({ subject: words })).toEqual([]),
)

test('an empty subject or text and control characters are refused', () => {
  expect(faults({ subject: ' ' })).toEqual([['subject', 'empty', null]])
  expect(faults({ subject: 'a\r\nBcc: x' })).toEqual([['subject', 'control-character', null]])
  expect(faults({ text: 'a\u202e\n{details}' })).toEqual([['text', 'control-character', null]])
})

test('a long text of any shape is judged at once', () => {
  for (const piece of ['a-', '{', 'a.', '\n', '{a}', '. ']) {
    const started = performance.now()
    findFaults('token-reset', { subject: 'x', text: piece.repeat(4000 / piece.length) })
    expect(performance.now() - started).toBeLessThan(100)
  }
})

test('a value is never read as a template, and makes no line of its own in a subject', () => {
  const reason = '{code} {name} {details} $& $1\r\nBcc: x@example.com'
  const content: NoticeContent = { kind: 'token-reset', data: { by: 'it', serial: null, address: null, reason }, at }
  const template = { subject: 'Reset: {reason}', text: 'Dear {name}: {reason}\n\n{details}' }
  const { subject, text, html } = renderNotice(content, { ...rendering, reader: { name: '{account}<b>', account: 'TW1' }, template })
  expect(subject).toBe('[MOTP token management] Reset: {code} {name} {details} $& $1 Bcc: x@example.com')
  expect(text).toContain('Dear {account}<b>: {code} {name} {details} $& $1 Bcc')
  expect(html).toContain('Dear {account}&#60;b&#62;')
})

test('what is unknown stands as a dash within words', () => {
  const content: NoticeContent = { kind: 'token-reset', data: { by: 'it', serial: null, address: null }, at }
  const { text } = renderNotice(content, { ...rendering, template: { subject: 'Reset', text: 'Phone: {device}.\n{details}\nBye' } })
  expect(text).toContain('Phone: –.')
  expect(text).toMatch(/Phone: –\.\n\nWhen {2}.*\n.*\n\nBye\n\nThis mail/s)
})

test("a company's name and colour are in the mail", () => {
  const brand = { name: 'ACME <Pass>', accent: '#7a1f3d' }
  const { subject, html } = renderNotice(exampleNotice('token-reset', 'zh-TW', at), { ...rendering, language: 'zh-TW', brand })
  expect(subject).toBe('[ACME <Pass> 載具管理] 載具已重設')
  expect(html).toContain('color:#7a1f3d')
})

test('paragraphs and lines are kept in both forms', () => {
  const template = tidyTemplate({ subject: ' Reset ', text: 'one  \r\ntwo\r\n\r\n\r\n\r\nthree\n{details}' })
  expect(template).toEqual({ subject: 'Reset', text: 'one\ntwo\n\nthree\n{details}' })
  const { text, html } = renderNotice(exampleNotice('token-reset', 'en', at), { ...rendering, template })
  expect(text).toContain('one\ntwo\n\nthree\n\nWhen')
  expect(html).toContain('one<br>two</p>')
})
