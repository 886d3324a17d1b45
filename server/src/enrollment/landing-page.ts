// GET /E: what a phone's camera app opens when it reads the QR code. The ticket stands behind `#` and never reaches the server:
// this page spends nothing, it only says what to do.

import type { Language } from '@motp/shared/protocol/language'
import type { Request, Response, Router } from 'express'

const texts = {
  'zh-TW': {
    title: '請用 MOTP 載具掃描',
    lead: '這個 QR Code 要在 MOTP 載具 App 裡掃描，才會把您的手機註冊為載具。',
    steps: ['開啟 MOTP 載具', '按「二維碼掃描註冊」', '再掃描一次電腦螢幕上的 QR Code'],
    open: '開啟 MOTP 載具',
    hint: '建議在瀏覽器選單選「加入主畫面」，之後沒有網路也能使用。',
  },
  en: {
    title: 'Scan this with MOTP Token',
    lead: 'To register your phone as a token, scan this QR code from inside MOTP Token.',
    steps: ['Open MOTP Token', 'Choose "Register by QR code"', "Scan the code on your computer's screen once more"],
    open: 'Open MOTP Token',
    hint: 'Choose "Add to home screen" in the browser menu, and it works without a network later.',
  },
} satisfies Record<Language, { title: string; lead: string; steps: string[]; open: string; hint: string }>

const style = `:root{color-scheme:light dark}body{margin:0;font:18px/1.7 system-ui,"Noto Sans TC","PingFang TC","Microsoft JhengHei",sans-serif;
background:light-dark(#f7f5f1,#14191a);color:light-dark(#1d2526,#e8eded)}main{max-width:32rem;margin:0 auto;padding:3rem 1.5rem}
h1{font-size:1.6rem;line-height:1.3}a{display:block;margin:2rem 0 1rem;padding:1rem;border-radius:.75rem;text-align:center;font-weight:600;
text-decoration:none;background:light-dark(#0b6b68,#7fd4cd);color:light-dark(#fff,#08201f)}small{opacity:.85}`

export function addLandingPage(router: Router, languageOf: (request: Request) => Language): void {
  router.get(['/E', '/e'], (request: Request, response: Response) => {
    const language = languageOf(request)
    const { title, lead, steps, open, hint } = texts[language]
    response.type('html').send(`<!doctype html><html lang="${language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<style nonce="${response.locals.cspNonce}">${style}</style></head>
<body><main><h1>${title}</h1><p>${lead}</p><ol>${steps.map((step) => `<li>${step}</li>`).join('')}</ol>
<a href="/token/">${open}</a><small>${hint}</small></main></body></html>`)
  })
}
