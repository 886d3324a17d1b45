// A notice as a mail: the words of its template with the values put in, laid out as plain text and as HTML. No links, so that none of ours
// ever teaches to click one.
import type { PlaceholderName, TemplateWords } from '@motp/shared/protocol/admin-mail-templates'
import type { Brand } from '@motp/shared/protocol/brand'
import type { Language } from '@motp/shared/protocol/language'
import { maskSerial, type NoticeContent } from './notice.ts'
import { builtInTemplate, fillLine, fillText, type TemplatePart } from './notice-template.ts'
import { type NoticeWords, noticeWords } from './notice-words.ts'

export type RenderedNotice = { subject: string; text: string; html: string }

/** Who reads it. */
export type Reader = { name: string; account: string }

/** `timeZone`: IANA name; the mail names it beside each time. Without a template: the built-in one. */
export type Rendering = {
  language: Language
  timeZone: string
  reader: Reader
  template?: TemplateWords | undefined
  brand?: Pick<Brand, 'name' | 'accent'> | undefined
}

type Values = Partial<Record<PlaceholderName, string | null | undefined>>
type Fact = [label: string, value: string]
type Letter = { title: string; parts: TemplatePart[]; code: string; facts: Fact[]; closing: string }

export function renderNotice(content: NoticeContent, { language, timeZone, reader, template, brand }: Rendering): RenderedNotice {
  const words = noticeWords[language]
  const values: Values = { ...reader, ...readValues(content, words, (at) => formatTime(at, language, timeZone)) }
  const read = (name: PlaceholderName) => toLine(values[name]) || unknownValue
  const { subject, text } = template ?? builtInTemplate(content.kind, language)
  const title = fillLine(subject, read)
  const code = 'code' in content.data ? content.data.code : ''
  const letter = { title, parts: fillText(text, read), code, facts: readFacts(values, words), closing: words.closing }
  return {
    subject: `${brandHead(language, brand?.name)} ${title}`,
    text: layOutText(letter),
    html: layOutHtml(letter, language, brand?.accent ?? houseColour),
  }
}

/** `[MOTP token management]`: what every subject begins with. */
export function brandHead(language: Language, name: string | null | undefined): string {
  return `[${name ?? 'MOTP'} ${noticeWords[language].product}]`
}

const unknownValue = '–'
const houseColour = '#0b5e63'

function readValues(content: NoticeContent, { parties, actions }: NoticeWords, time: (at: number) => string): Values {
  const { data, at } = content
  if ('code' in data) return { validUntil: time(data.expiresAt), address: data.address }
  if ('asker' in data) {
    const { action, asker, person, decider, reason, expiresAt } = data
    return { time: time(at), action: actions[action], asker, person, decider, reason, validUntil: time(expiresAt) }
  }
  const { by, serial, address, reason, device, expiresAt } = data
  const what = { serial: serial ? maskSerial(serial) : null, device, validUntil: expiresAt ? time(expiresAt) : null }
  return { time: time(at), by: parties[by], ...what, address, reason }
}

/** What is unknown is left out. */
function readFacts(values: Values, { labels }: NoticeWords): Fact[] {
  const rows: [label: string, value: string | null | undefined][] = [
    [labels.at, values.time],
    [labels.action, values.action],
    [labels.person, values.person],
    [labels.asker, values.asker],
    [labels.decider, values.decider],
    [labels.by, values.by],
    [labels.serial, values.serial],
    [labels.device, values.device],
    [labels.validUntil, values.validUntil],
    [labels.address, values.address],
    [labels.reason, values.reason],
  ]
  return rows.flatMap(([label, value]) => (value ? [[label, toLine(value)] as Fact] : []))
}

/** Control characters of names and reasons become spaces: a value stays on its line, in a subject too. */
function toLine(value: string | null | undefined): string {
  return (value ?? '').replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim()
}

function formatTime(at: number, language: Language, timeZone: string): string {
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-TW', {
    ...{ year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false, timeZoneName: 'short', timeZone },
  })
  return format.format(at)
}

function layOutText({ title, parts, code, facts, closing }: Letter): string {
  const layOut = (part: TemplatePart): string => {
    if (part.kind === 'code') return `    ${code}`
    return part.kind === 'details' ? facts.map(([label, value]) => `${label}  ${value}`).join('\n') : part.text
  }
  return `${[title, ...parts.map(layOut), closing].join('\n\n')}\n`
}

// Mail programs know no style sheets: styles stand on the elements.
const font = `font-family:-apple-system,'Segoe UI','Noto Sans TC','PingFang TC','Microsoft JhengHei',sans-serif`
const paragraph = `margin:0 0 16px;line-height:1.7`
const cell = `padding:4px 16px 4px 0;vertical-align:top;line-height:1.6`

function layOutHtml({ title, parts, code, facts, closing }: Letter, language: Language, accent: string): string {
  const rows = facts.map(
    ([label, value]) =>
      `<tr><td style="${cell};color:#5c6b70;white-space:nowrap">${escapeHtml(label)}</td><td style="${cell}">${escapeHtml(value)}</td></tr>`,
  )
  const layOut = (part: TemplatePart): string => {
    if (part.kind === 'code')
      return `<p style="margin:0 0 16px;font:600 30px/1.4 ui-monospace,Consolas,monospace;letter-spacing:4px">${escapeHtml(code)}</p>`
    if (part.kind === 'details')
      return `<table role="presentation" style="border-collapse:collapse;margin:0 0 16px;font-size:14px">${rows.join('')}</table>`
    return `<p style="${paragraph}">${escapeHtml(part.text).replaceAll('\n', '<br>')}</p>`
  }
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"></head>`,
    `<body style="margin:0;padding:24px;background:#f4f7f7;color:#1d2b2f;${font};font-size:15px">`,
    `<div style="max-width:560px;margin:0 auto;padding:32px;background:#ffffff;border-radius:12px">`,
    `<h1 style="margin:0 0 16px;font-size:20px;color:${escapeHtml(accent)}">${escapeHtml(title)}</h1>`,
    ...parts.map(layOut),
    `<p style="margin:0;line-height:1.7;font-size:13px;color:#5c6b70">${escapeHtml(closing)}</p>`,
    '</div></body></html>',
  ].join('')
}

/** Also used by the demo inbox, which shows mails on a page. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
