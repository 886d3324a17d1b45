// A failure told in place: the sentence for its code and, where it helps, a way to try again.
import { Alert, Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import styles from './notice.module.css'
import { useErrorSentence } from './use-error-sentence.ts'

type ErrorNoticeProps = { error: unknown; onRetry?: () => void }

export function ErrorNotice({ error, onRetry }: ErrorNoticeProps) {
  const { t } = useTranslation()
  const sentenceFor = useErrorSentence()
  if (!error) return null
  return (
    <Alert
      role="alert"
      variant="outline"
      classNames={{ root: styles.bad ?? '', icon: styles.icon ?? '', message: styles.message ?? '' }}
      icon={<IconAlertTriangle aria-hidden />}
    >
      <Group justify="space-between">
        <Text>{sentenceFor(error)}</Text>
        {onRetry && (
          <Button variant="default" size="sm" onClick={onRetry}>
            {t('actions.retry')}
          </Button>
        )}
      </Group>
    </Alert>
  )
}
