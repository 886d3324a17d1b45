// A notice as a mail: one structure per language, laid out as plain text and as HTML. No links, so that none of ours ever teaches to click one.
import type { Language } from '@motp/shared/protocol/language'
import { maskSerial, type NoticeContent } from './notice.ts'
import { type NoticeWords, noticeWords } from './notice-words.ts'

export type RenderedNotice = { subject: string; text: string; html: string }

/** `timeZone`: IANA name; the mail names it beside each time. */
export type Rendering = { language: Language; timeZone: string }

type Letter = {
  subject: string
  title: string
  happened: string
  code?: string
  facts: [label: string, value: string][]
  advice: string
  closing: string
}

export function renderNotice(content: NoticeContent, { language, timeZone }: Rendering): RenderedNotice {
  const letter = composeLetter(content, noticeWords[language], (at) => formatTime(at, language, timeZone))
  return { subject: letter.subject, text: layOutText(letter), html: layOutHtml(letter, language) }
}

function composeLetter(content: NoticeContent, words: NoticeWords, time: (at: number) => string): Letter {
  const { subject, happened, advice } = words.kinds[content.kind]
  const shared = { subject: `${words.product} ${subject}`, title: subject, happened, advice, closing: words.closing }
  const { labels } = words
  const { data } = content
  if ('code' in data) {
    const { code, expiresAt, address } = data
    return {
      ...shared,
      code,
      facts: readFacts([
        [labels.validUntil, time(expiresAt)],
        [labels.address, address],
      ]),
    }
  }
  const { by, serial, address, reason, device, expiresAt } = data
  const facts = readFacts([
    [labels.at, time(content.at)],
    [labels.by, words.parties[by]],
    [labels.serial, serial ? maskSerial(serial) : null],
    [labels.device, device],
    [labels.validUntil, expiresAt ? time(expiresAt) : null],
    [labels.address, address],
    [labels.reason, reason],
  ])
  return { ...shared, facts }
}

/** What is unknown is left out. Control characters of names and reasons become spaces: a value stays on its line. */
function readFacts(rows: [label: string, value: string | null | undefined][]): [string, string][] {
  return rows.flatMap(([label, value]) =>
    value ? [[label, value.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim()] as [string, string]] : [],
  )
}

function formatTime(at: number, language: Language, timeZone: string): string {
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-TW', {
    ...{ year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false, timeZoneName: 'short', timeZone },
  })
  return format.format(at)
}

function layOutText({ title, happened, code, facts, advice, closing }: Letter): string {
  const parts = [
    title,
    happened,
    ...(code ? [`    ${code}`] : []),
    facts.map(([label, value]) => `${label}  ${value}`).join('\n'),
    advice,
    closing,
  ]
  return `${parts.join('\n\n')}\n`
}

// Mail programs know no style sheets: styles stand on the elements.
const font = `font-family:-apple-system,'Segoe UI','Noto Sans TC','PingFang TC','Microsoft JhengHei',sans-serif`
const paragraph = `margin:0 0 16px;line-height:1.7`
const cell = `padding:4px 16px 4px 0;vertical-align:top;line-height:1.6`

function layOutHtml({ title, happened, code, facts, advice, closing }: Letter, language: Language): string {
  const rows = facts.map(
    ([label, value]) =>
      `<tr><td style="${cell};color:#5c6b70;white-space:nowrap">${escapeHtml(label)}</td><td style="${cell}">${escapeHtml(value)}</td></tr>`,
  )
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"></head>`,
    `<body style="margin:0;padding:24px;background:#f4f7f7;color:#1d2b2f;${font};font-size:15px">`,
    `<div style="max-width:560px;margin:0 auto;padding:32px;background:#ffffff;border-radius:12px">`,
    `<h1 style="margin:0 0 16px;font-size:20px;color:#0b5e63">${escapeHtml(title)}</h1>`,
    `<p style="${paragraph}">${escapeHtml(happened)}</p>`,
    code ? `<p style="margin:0 0 16px;font:600 30px/1.4 ui-monospace,Consolas,monospace;letter-spacing:4px">${escapeHtml(code)}</p>` : '',
    `<table role="presentation" style="border-collapse:collapse;margin:0 0 16px;font-size:14px">${rows.join('')}</table>`,
    `<p style="${paragraph}">${escapeHtml(advice)}</p>`,
    `<p style="margin:0;line-height:1.7;font-size:13px;color:#5c6b70">${escapeHtml(closing)}</p>`,
    '</div></body></html>',
  ].join('')
}

/** Also used by the demo inbox, which shows mails on a page. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
