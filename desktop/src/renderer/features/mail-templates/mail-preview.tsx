// A mail as its reader gets it, in plain text, with example values.
import { Text } from '@mantine/core'
import type { Language } from '@motp/shared/protocol/language'
import { useTranslation } from 'react-i18next'
import styles from './mail-templates.module.css'

type MailPreviewProps = { mail: { subject: string; text: string } | undefined; language: Language; mayPreview: boolean }

export function MailPreview({ mail, language, mayPreview }: MailPreviewProps) {
  const { t } = useTranslation()
  if (!mayPreview) return <Text c="dimmed">{t('mails.previewAdmin')}</Text>
  return (
    <section className={styles.mail} aria-label={t('mails.preview')} lang={language}>
      {mail ? (
        <>
          <strong className={styles.mailSubject}>{mail.subject}</strong>
          <div className={styles.mailText}>{mail.text}</div>
        </>
      ) : (
        <Text c="dimmed" p="md">
          {t('mails.previewFaulty')}
        </Text>
      )}
    </section>
  )
}
