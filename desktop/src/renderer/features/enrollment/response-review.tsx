// A last look at the phone's groups before they are handed in.
import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Digits } from '../../ui/digits.tsx'
import { FocusHeading } from '../../ui/focus-heading.tsx'
import { Panel } from '../../ui/panel.tsx'
import styles from './response-review.module.css'

type ResponseReviewProps = { groups: readonly string[]; isSending: boolean; onEdit: () => void; onConfirm: () => void }

export function ResponseReview({ groups, isSending, onEdit, onConfirm }: ResponseReviewProps) {
  const { t } = useTranslation()
  return (
    <Stack gap="lg">
      <FocusHeading order={2}>{t('offline.reviewTitle')}</FocusHeading>
      <Text>{t('offline.reviewHint')}</Text>
      <Panel maw={380}>
        <ol className={styles.groups}>
          {groups.map((group) => (
            <li key={group}>
              <Digits text={group} size="large" />
            </li>
          ))}
        </ol>
      </Panel>
      <Group>
        <Button variant="default" size="lg" onClick={onEdit} disabled={isSending}>
          {t('offline.edit')}
        </Button>
        <Button size="lg" onClick={onConfirm} loading={isSending}>
          {t('offline.send')}
        </Button>
      </Group>
      {isSending && (
        <Text role="status" c="dimmed">
          {t('offline.sending')}
        </Text>
      )}
    </Stack>
  )
}
