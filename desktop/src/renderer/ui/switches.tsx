// Language and colour scheme: offered before and after sign-in, remembered in this browser.
import { ActionIcon, UnstyledButton, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import type { Language } from '@motp/shared/protocol/language'
import { IconMoon, IconSun } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../i18n/use-language.ts'
import styles from './switches.module.css'

const names: readonly { language: Language; name: string }[] = [
  { language: 'en', name: 'English' },
  { language: 'zh-TW', name: '中文' },
]

export function LanguageSwitch() {
  const { t } = useTranslation()
  const { language, changeLanguage } = useLanguage()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a box and a legend in the header
    <div role="group" aria-label={t('header.language')} className={styles.languages}>
      {names.map((choice) => (
        <UnstyledButton
          key={choice.language}
          lang={choice.language}
          className={styles.language}
          aria-pressed={language === choice.language}
          onClick={() => changeLanguage(choice.language)}
        >
          {choice.name}
        </UnstyledButton>
      ))}
    </div>
  )
}

export function ThemeSwitch() {
  const { t } = useTranslation()
  const { setColorScheme } = useMantineColorScheme()
  const isDark = useComputedColorScheme('light', { getInitialValueInEffect: false }) === 'dark'
  return (
    <ActionIcon
      variant="subtle"
      size={40}
      color="var(--mantine-color-text)"
      aria-label={t(isDark ? 'header.lightTheme' : 'header.darkTheme')}
      onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
    >
      {isDark ? <IconSun size={20} aria-hidden /> : <IconMoon size={20} aria-hidden />}
    </ActionIcon>
  )
}
