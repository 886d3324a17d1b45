// Starts the token app: language, services, screens. Runs in the phone's browser, with or without a network.
import './ui/theme.css'
import './ui/ui.css'
import './app/app.css'
import './features/codes/codes.css'
import './features/enroll/enroll.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { App } from './app/app.tsx'
import { CrashScreen } from './app/crash-screen.tsx'
import { FatalScreen } from './app/fatal-screen.tsx'
import { createServices, type Services } from './app/services.ts'
import { createI18n } from './i18n/i18n.ts'
import { keepLanguage, languageOf, readLanguage } from './i18n/language-choice.ts'

async function start(): Promise<void> {
  const i18n = await createI18n(readLanguage(localStorage, navigator.language))
  const language = () => languageOf(i18n.language)
  const services = isSecureContext ? await createServices(language).catch(() => 'storage' as const) : ('insecure' as const)
  const screen = (ready: Services) => (
    <App
      services={ready}
      version={__APP_VERSION__}
      onLanguage={(chosen) => {
        keepLanguage(localStorage, chosen)
        void i18n.changeLanguage(chosen)
      }}
    />
  )
  createRoot(document.getElementById('root') ?? document.body).render(
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <CrashScreen>{typeof services === 'string' ? <FatalScreen reason={services} /> : screen(services)}</CrashScreen>
      </I18nextProvider>
    </StrictMode>,
  )
}

void start()
