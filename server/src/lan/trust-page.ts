// The page that explains how a phone comes to trust the local authority, and the certificate to download. Served over plain HTTP on the LAN.
import { X509Certificate } from 'node:crypto'
import { chooseLanguage, type Language, languages } from '@motp/shared/protocol/language'
import express, { type Router } from 'express'
import { trustSentences } from './trust-sentences.ts'

export type TrustPageOptions = {
  caPem: string
  fingerprint: string
  /** Where the token app is once the authority is trusted. */
  tokenUrl: string
}

/** `GET /trust`, `/trust/motp-ca.crt`, `/trust/trust.css`. */
export function createTrustPage(options: TrustPageOptions): Router {
  const router = express.Router()
  const certificate = new X509Certificate(options.caPem).raw
  router.get('/trust', (request, response) => {
    response
      .set('cache-control', 'no-store')
      .type('html')
      .send(drawPage(options, chooseLanguage(request.get('accept-language'))))
  })
  // DER under this type is what opens the installation dialog on iOS and on Android.
  router.get('/trust/motp-ca.crt', (_request, response) => {
    response.type('application/x-x509-ca-cert').attachment('motp-ca.crt').send(certificate)
  })
  router.get('/trust/trust.css', (_request, response) => void response.type('css').send(style))
  return router
}

/** Both languages, the reader's own first. */
function drawPage(options: TrustPageOptions, language: Language): string {
  const sections = [language, ...languages.filter((other) => other !== language)].map((each) => drawSection(options, each))
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${trustSentences[language].title}</title>
<link rel="stylesheet" href="/trust/trust.css">
</head>
<body>
<main>
${sections.join('\n')}
</main>
</body>
</html>
`
}

function drawSection({ fingerprint, tokenUrl }: TrustPageOptions, language: Language): string {
  const say = trustSentences[language]
  const steps = (items: readonly string[]) => `<ol>${items.map((item) => `<li>${item}</li>`).join('')}</ol>`
  return `<section lang="${language}">
<h1>${say.title}</h1>
<p>${say.why}</p>
<p><a class="button" href="/trust/motp-ca.crt">${say.download}</a></p>
<h2>iPhone, iPad</h2>
${steps(say.ios)}
<h2>Android</h2>
${steps(say.android)}
<h2>${say.compare}</h2>
<p class="fingerprint">${fingerprint.split(':').join(' ')}</p>
<h2>${say.afterTrusting}</h2>
<p><a class="button" href="${tokenUrl}">${say.open}</a></p>
<p class="note">${say.afterwards}</p>
</section>`
}

const style = `:root { color-scheme: light dark; --ground: #fbfaf7; --text: #1d2b2a; --accent: #0b6b66; --on-accent: #fff }
@media (prefers-color-scheme: dark) { :root { --ground: #10191a; --text: #e6eeec; --accent: #6fd3ca; --on-accent: #06211f } }
body { margin: 0; background: var(--ground); color: var(--text);
  font: 1.0625rem/1.7 system-ui, "Noto Sans TC", "PingFang TC", "Microsoft JhengHei", sans-serif }
main { max-width: 40rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem }
section + section { margin-top: 3rem; padding-top: 2rem; border-top: 1px solid color-mix(in srgb, var(--text) 25%, transparent) }
h1 { font-size: 1.5rem; line-height: 1.4 }
h2 { font-size: 1.125rem; margin: 1.75rem 0 0.5rem }
ol { padding-left: 1.5rem }
.button { display: inline-block; padding: 0.6rem 1.2rem; border-radius: 0.5rem; background: var(--accent); color: var(--on-accent);
  text-decoration: none; font-weight: 600 }
.fingerprint { font-family: ui-monospace, monospace; word-spacing: 0.3em; overflow-wrap: anywhere }
.note { font-size: 0.9375rem; opacity: 0.85 }
`
