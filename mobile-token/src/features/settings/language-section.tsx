// The language switch: each language in its own words.
import type { Language } from '@motp/shared/protocol/language'
import { useTranslation } from 'react-i18next'

const names: Readonly<Record<Language, string>> = { 'zh-TW': '中文', en: 'English' }

export function LanguageSection({ onLanguage }: { onLanguage: (language: Language) => void }) {
  const { i18n } = useTranslation()
  return (
    <div className="row">
      {(['zh-TW', 'en'] as const).map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          className={language === i18n.language ? 'button button-primary' : 'button'}
          aria-pressed={language === i18n.language}
          onClick={() => onLanguage(language)}
        >
          {names[language]}
        </button>
      ))}
    </div>
  )
}
