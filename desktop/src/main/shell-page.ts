// The shell's own pages: asking for the server, and saying what is wrong. Both languages on one page, the user's first; no script at all:
// links and forms under /do/ are heard by main (shell-action.ts). Pure: words and values in, HTML out.
import { type Language, languages } from '@motp/shared/protocol/language'
import type { Trouble } from './server-check.ts'
import { shellPageStyle } from './shell-page-style.ts'
import { type ShellWords, shellWords } from './shell-words.ts'

export type ShellView =
  | { page: 'setup'; typed: string; isAddressWrong: boolean; trouble: Trouble | undefined }
  | { page: 'trouble'; origin: string | undefined; trouble: Trouble; mayChangeServer: boolean }

export function renderShellPage(view: ShellView, { language, nonce }: { language: Language; nonce: string }): string {
  const ordered = [language, ...languages.filter((other) => other !== language)]
  const sections = ordered.map((each, position) => {
    const words: ShellWords = shellWords[each]
    const content = view.page === 'setup' ? setupSection(view, words, position === 0) : troubleSection(view, words)
    return `<section lang="${each}">${content}</section>`
  })
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>TPEMOTP</title><meta name="color-scheme" content="light dark">
<style nonce="${nonce}">${shellPageStyle}</style></head><body><main>${sections.join('')}${detailsOf(view)}</main></body></html>`
}

function setupSection(
  { typed, isAddressWrong, trouble }: Extract<ShellView, { page: 'setup' }>,
  words: ShellWords,
  isFirst: boolean,
): string {
  const problem = isAddressWrong
    ? words.notAnAddress
    : trouble && `${words.trouble[trouble.kind].title}. ${words.trouble[trouble.kind].advice}`
  const error = problem ? `<p role="alert" class="error">${escapeHtml(problem)}</p>` : ''
  return `<h1>${words.setupTitle}</h1><p>${words.setupAdvice}</p>
<form action="/do/connect" method="get"><label>${words.address}
<input name="address" value="${escapeHtml(typed)}" required maxlength="300" spellcheck="false" autocapitalize="off" placeholder="https://motp.example.com"${isFirst ? ' autofocus' : ''}></label>
${error}<button>${words.connect}</button></form>`
}

function troubleSection({ origin, trouble, mayChangeServer }: Extract<ShellView, { page: 'trouble' }>, words: ShellWords): string {
  const { title, advice } = words.trouble[trouble.kind]
  const change = mayChangeServer ? `<a href="/do/change-server">${words.changeServer}</a>` : ''
  return `<h1>${title}</h1><p>${advice}</p>${origin ? `<p class="server">${words.server}: <code>${escapeHtml(origin)}</code></p>` : ''}
<p class="actions"><a class="main" href="/do/retry">${words.retry}</a><a href="/do/copy-details">${words.copy}</a>${change}</p>`
}

function detailsOf({ trouble }: ShellView): string {
  if (!trouble) return ''
  const label = languages.map((language) => shellWords[language].details).join(' · ')
  return `<h2 id="details">${label}</h2><pre tabindex="0" aria-labelledby="details">${escapeHtml(trouble.details)}</pre>`
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')
}
