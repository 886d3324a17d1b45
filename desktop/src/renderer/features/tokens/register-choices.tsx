// The ways to register a phone that the policy allows, each with when it is the right one.
import { SimpleGrid, Stack, Text, Title } from '@mantine/core'
import type { EnrollmentMode, Token } from '@motp/shared/protocol/tokens'
import { IconDeviceMobileCode, IconNumbers, IconQrcode } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../ui/notice.tsx'
import styles from './register-choices.module.css'

const icons = { online: IconQrcode, offline: IconNumbers, otpauth: IconDeviceMobileCode }

type RegisterChoicesProps = { token: Token; modes: readonly EnrollmentMode[]; isActivationCodeRequired: boolean }

export function RegisterChoices({ token, modes, isActivationCodeRequired }: RegisterChoicesProps) {
  const { t } = useTranslation()
  return (
    <Stack component="section" gap="sm" aria-labelledby="register">
      <Title order={2} size="h3" id="register">
        {t('register.title')}
      </Title>
      <Text c="dimmed">{t(token.status === 'enrolling' ? 'register.again' : 'register.hint')}</Text>
      {isActivationCodeRequired && <Notice kind="info">{t('register.activationCode')}</Notice>}
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        {modes.map((mode) => {
          const Icon = icons[mode]
          return (
            <Link key={mode} to={`/tokens/$tokenId/${mode}`} params={{ tokenId: token.id }} className={styles.choice}>
              <Icon size={36} stroke={1.6} aria-hidden className={styles.icon} />
              <span>
                <span className={styles.name}>{t(`register.modes.${mode}`)}</span>
                <span className={styles.when}>{t(`register.when.${mode}`)}</span>
              </span>
            </Link>
          )
        })}
      </SimpleGrid>
    </Stack>
  )
}
