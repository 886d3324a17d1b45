// The trial site's mailbox at /demo/inbox: what the server would have mailed, newest first. Plain HTML without script.
import { chooseLanguage, type Language } from '@motp/shared/protocol/language'
import { Router } from 'express'
import type { KeptMail, TrialTransport } from './mail-transport.ts'
import { houseTimeZone } from './notice.ts'
import { escapeHtml } from './render-notice.ts'

/** Needs `res.locals.cspNonce` of the security headers. Never mounted outside the trial. */
export function createDemoInbox(transport: Pick<TrialTransport, 'list'>): Router {
  const router = Router()
  router.get('/demo/inbox.json', (_request, response) => {
    response.set('cache-control', 'no-store').json({ mails: transport.list() })
  })
  router.get('/demo/inbox', (request, response) => {
    const language = chooseLanguage(request.headers['accept-language'])
    const page = renderInbox(transport.list(), language, String(response.locals.cspNonce))
    response.set('cache-control', 'no-store').type('html').send(page)
  })
  return router
}

const words = {
  'zh-TW': {
    title: '示範收件匣',
    lead: '這裡是試用環境：系統寄出的郵件都收在這裡，不會真的寄到任何信箱。',
    reload: '重新整理',
    empty: '還沒有郵件。完成註冊、重設或暫禁之後，通知就會出現在這裡。',
    to: '收件人',
  },
  en: {
    title: 'Demo inbox',
    lead: 'This is the trial site: every mail that the system sends is kept here and goes to no real mailbox.',
    reload: 'Reload',
    empty: 'No mail yet. Register, reset or suspend a token, and the notice turns up here.',
    to: 'To',
  },
} satisfies Record<Language, Record<string, string>>

function renderInbox(mails: readonly KeptMail[], language: Language, nonce: string): string {
  const { title, lead, reload, empty, to } = words[language]
  const cards = mails.map((mail) => renderMail(mail, language, to))
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${title} (${mails.length}) · MOTP</title>`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="/favicon.svg"><meta name="color-scheme" content="light dark">',
    `<style nonce="${escapeHtml(nonce)}">${style}</style></head><body><main>`,
    `<header><h1>${title}</h1><a href="/demo/inbox">${reload}</a></header><p class="lead">${lead}</p>`,
    cards.length > 0 ? cards.join('') : `<p class="empty">${empty}</p>`,
    '</main></body></html>',
  ].join('')
}

function renderMail({ to, subject, text, at }: KeptMail, language: Language, toLabel: string): string {
  const time = new Date(at)
  const format = { dateStyle: 'medium', timeStyle: 'medium', hour12: false, timeZone: houseTimeZone } as const
  const shown = time.toLocaleString(language === 'en' ? 'en-GB' : 'zh-TW', format)
  return [
    `<article><h2>${escapeHtml(subject)}</h2>`,
    `<p class="meta">${toLabel} <b>${escapeHtml(to)}</b> · <time datetime="${time.toISOString()}">${shown}</time></p>`,
    `<div class="text">${escapeHtml(text)}</div></article>`,
  ].join('')
}

const style = `
:root { color-scheme: light dark; --ground: #f4f7f7; --card: #fff; --text: #1d2b2f; --quiet: #55656a; --accent: #0b5e63; --line: #d9e2e3 }
@media (prefers-color-scheme: dark) {
  :root { --ground: #10181a; --card: #192426; --text: #e4ecec; --quiet: #a3b4b7; --accent: #6cc5c6; --line: #2c3a3d }
}
body { margin: 0; background: var(--ground); color: var(--text); line-height: 1.7;
  font-family: -apple-system, 'Segoe UI', 'Noto Sans TC', 'PingFang TC', 'Microsoft JhengHei', sans-serif }
main { max-width: 720px; margin: 0 auto; padding: 32px 16px 64px }
header { display: flex; align-items: baseline; justify-content: space-between; gap: 16px }
h1 { margin: 0; font-size: 1.6rem }
a { color: var(--accent); padding: 12px 0 }
.lead, .meta { color: var(--quiet) }
.empty, article { padding: 20px 24px; margin: 16px 0 0; background: var(--card); border: 1px solid var(--line); border-radius: 12px }
h2 { margin: 0; font-size: 1.1rem; overflow-wrap: anywhere }
.meta { margin: 2px 0 12px; font-size: .9rem; overflow-wrap: anywhere }
.text { white-space: pre-wrap; overflow-wrap: anywhere; font-variant-numeric: tabular-nums }
`
