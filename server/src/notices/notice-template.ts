// The words of a mail as a template: plain text in which a word in braces stands for a value. A value is put in once and never read as a
// template itself. Pure.
import type { Placeholder, PlaceholderName, TemplateWords } from '@motp/shared/protocol/admin-mail-templates'
import type { Language } from '@motp/shared/protocol/language'
import { approvalKinds, type NoticeKind } from '@motp/shared/protocol/notice-kind'
import type { TemplateFault } from '@motp/shared/protocol/template-fault'
import { isCodeKind } from './notice.ts'
import { noticeWords } from './notice-words.ts'

/** A text to be read on, or something that takes lines of its own. */
export type TemplatePart = { kind: 'text'; text: string } | { kind: 'code' } | { kind: 'details' }

const alone = ['code', 'details'] as const satisfies readonly PlaceholderName[]
const reader = ['name', 'account'] as const
const changeValues = ['time', 'by', 'serial', 'device', 'validUntil', 'address', 'reason'] as const
const approvalValues = ['time', 'action', 'asker', 'person', 'decider', 'validUntil', 'reason'] as const

/** What a mail of this kind may hold. Its facts it must: they tell a reader who did not do it; and a code, if it is there to bring one. */
export function placeholdersOf(kind: NoticeKind): Placeholder[] {
  const values = isCodeKind(kind) ? (['validUntil', 'address'] as const) : isApprovalKind(kind) ? approvalValues : changeValues
  const blocks = isCodeKind(kind) ? alone : (['details'] as const)
  return [
    ...[...reader, ...values].map((name) => ({ name, isRequired: false, isAlone: false })),
    ...blocks.map((name) => ({ name, isRequired: true, isAlone: true })),
  ]
}

export function builtInTemplate(kind: NoticeKind, language: Language): TemplateWords {
  const { subject, happened, advice } = noticeWords[language].kinds[kind]
  return { subject, text: [happened, ...(isCodeKind(kind) ? ['{code}'] : []), '{details}', advice].join('\n\n') }
}

/** Of what was typed: line ends and outer spaces. */
export function tidyTemplate({ subject, text }: TemplateWords): TemplateWords {
  return {
    subject: subject.trim(),
    text: text
      .replaceAll(/\r\n?/g, '\n')
      .replaceAll(/[^\S\n]+$/gm, '')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trim(),
  }
}

const placeholder = /\{([^{}\n]*)\}/g

/** Everything that is wrong with it; none: it may be sent. */
export function findFaults(kind: NoticeKind, { subject, text }: TemplateWords): TemplateFault[] {
  const known = placeholdersOf(kind)
  const faultsOf = (field: TemplateFault['field'], words: string): TemplateFault[] => [
    ...(words.trim() === '' ? [{ field, fault: 'empty', word: null } as const] : []),
    // Line ends are a text's own; in a subject they would begin another header.
    ...(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(field === 'text' ? words.replaceAll('\n', '') : words)
      ? [{ field, fault: 'control-character', word: null } as const]
      : []),
    ...[...words.matchAll(placeholder)].flatMap(([, name = '']) =>
      known.some((one) => one.name === name) ? [] : [{ field, fault: 'unknown-placeholder', word: name.slice(0, 60) } as const],
    ),
    ...findLinks(words).map((word) => ({ field, fault: 'link', word }) as const),
  ]
  const standing = known.flatMap(({ name, isRequired, isAlone }): TemplateFault[] => [
    ...(isAlone && subject.includes(`{${name}}`) ? [{ field: 'subject', fault: 'not-in-subject', word: name } as const] : []),
    ...(isRequired && !text.includes(`{${name}}`) ? [{ field: 'text', fault: 'missing-placeholder', word: name } as const] : []),
    ...(isAlone && hasAmongOthers(text, name) ? [{ field: 'text', fault: 'not-alone', word: name } as const] : []),
  ])
  return [...faultsOf('subject', subject), ...faultsOf('text', text), ...standing]
}

function hasAmongOthers(text: string, name: PlaceholderName): boolean {
  return text.split('\n').some((line) => line.includes(`{${name}}`) && line.trim() !== `{${name}}`)
}

/** Also what mail programs make a link by themselves: a host name, a mail address. In whatever width it is written. */
function findLinks(words: string): string[] {
  const tokens = words
    .normalize('NFKC')
    .replaceAll('。', '.')
    .split(/[^\x21-\x7e]+/)
  const found = tokens.filter((token) => /:\/\/|^\W*(?:mailto|tel|javascript|data):|\w@\w|[a-z0-9]\.[a-z]{2,}/i.test(token))
  return [...new Set(found)].map((token) => token.slice(0, 60))
}

/** The text in pieces, values filled in. */
export function fillText(text: string, read: (name: PlaceholderName) => string): TemplatePart[] {
  const spaced = text.replaceAll(/^[^\S\n]*\{(code|details)\}[^\S\n]*$/gm, '\n{$1}\n')
  return spaced
    .split(/\n{2,}/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
    .map((piece) => {
      const block = alone.find((name) => piece === `{${name}}`)
      return block ? { kind: block } : { kind: 'text', text: fillLine(piece, read) }
    })
}

export function fillLine(words: string, read: (name: PlaceholderName) => string): string {
  return words.replaceAll(placeholder, (_, name: PlaceholderName) => read(name))
}

function isApprovalKind(kind: NoticeKind): boolean {
  return approvalKinds.some((one) => one === kind)
}
