// Tells the desktop program which language and colours are in force, so that its menu, title bar and own pages follow.
import { useMantineColorScheme } from '@mantine/core'
import { useEffect } from 'react'
import { useLanguage } from '../i18n/use-language.ts'
import { findShell } from '../ui/find-shell.ts'

export function ShellAppearance() {
  const { language } = useLanguage()
  const { colorScheme } = useMantineColorScheme()
  useEffect(() => {
    void findShell()?.setAppearance({ language, colorScheme })
  }, [language, colorScheme])
  return null
}
