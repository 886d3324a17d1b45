// The first page after the desktop shortcut: the brand and one tile.
import { Stack, Text, Title } from '@mantine/core'
import { IconDeviceMobileCog } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useBrand } from '../ui/brand-context.ts'
import { PageTitle } from '../ui/page-title.tsx'
import styles from './home-page.module.css'

export function HomePage() {
  const { t } = useTranslation()
  const brand = useBrand()
  return (
    <Stack align="center" gap="xl" py={{ base: 'xl', sm: 64 }}>
      <PageTitle />
      <Stack gap={4} align="center">
        <Title order={1} className={styles.brand ?? ''}>
          {brand.name}
        </Title>
        <Text c="dimmed" ta="center">
          {t('home.motto')}
        </Text>
      </Stack>
      <Link to="/tokens" className={styles.tile}>
        <IconDeviceMobileCog size={56} stroke={1.4} aria-hidden />
        <span className={styles.name}>{t('tokens.title')}</span>
        <span className={styles.hint}>{t('home.tokensHint')}</span>
      </Link>
    </Stack>
  )
}
