// One mail's words while they are changed, and beside them the mail.
import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import type { MailTemplate, TemplateWords } from '@motp/shared/protocol/admin-mail-templates'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../i18n/format-time.ts'
import { noticeKindName } from '../../i18n/notice-kind-names.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { MailPreview } from './mail-preview.tsx'
import styles from './mail-templates.module.css'
import { TemplateFields } from './template-fields.tsx'
import { usePreview, useTemplateChanges } from './use-mail-templates.ts'
import { WordsDifference } from './words-difference.tsx'

type TemplateEditorProps = {
  template: MailTemplate
  mayChange: boolean
  onReload: () => void
  /** What was done; undefined when the next change begins. */
  onDone: (done: 'saved' | 'wasReset' | undefined) => void
}

const typingPauseMs = 300

export function TemplateEditor({ template, mayChange, onReload, onDone }: TemplateEditorProps) {
  const { t } = useTranslation()
  const { subject, text, builtIn, revision } = template
  const [words, setWords] = useState<TemplateWords>({ subject, text })
  const [settled] = useDebouncedValue(words, typingPauseMs)
  const [isResetting, setIsResetting] = useState(false)
  const { save, reset, test } = useTemplateChanges(template)
  const { data: preview } = usePreview(template, settled, mayChange)
  const isChanged = words.subject !== subject || words.text !== text
  const isJudged = settled === words
  const isRight = preview?.faults.length === 0

  function edit(next: TemplateWords) {
    save.reset()
    test.reset()
    onDone(undefined)
    setWords(next)
  }
  return (
    <>
      <div className={styles.sides}>
        <Panel p="lg">
          <Stack>
            <TemplateFields template={template} words={words} faults={preview?.faults ?? []} mayChange={mayChange} onChange={edit} />
            <ErrorNotice error={save.error ?? test.error} {...(save.error ? { onRetry: onReload } : {})} />
            {test.data && <SendOutcome sentTo={test.data.sentTo} isSent={test.data.findings.every((one) => one.isRight)} />}
            {mayChange && (
              <Group>
                <Button
                  onClick={() => save.mutate({ ...words, revision }, { onSuccess: () => onDone('saved') })}
                  loading={save.isPending}
                  disabled={!isChanged || !isJudged || !isRight}
                >
                  {t('mails.save')}
                </Button>
                <Button variant="default" onClick={() => edit({ subject, text })} disabled={!isChanged}>
                  {t('mails.discard')}
                </Button>
                <Button variant="default" onClick={() => test.mutate(words)} loading={test.isPending} disabled={!isJudged || !isRight}>
                  {t('mails.test')}
                </Button>
              </Group>
            )}
          </Stack>
        </Panel>
        <Stack>
          <Title order={2} size="h4">
            {t('mails.preview')}
          </Title>
          <MailPreview mail={preview?.mail ?? undefined} language={template.language} mayPreview={mayChange} />
        </Stack>
      </div>
      <Panel p="lg">
        <Stack gap="sm">
          <Group justify="space-between">
            <div>
              <Title order={2} size="h4">
                {t('mails.difference')}
              </Title>
              <LastChange template={template} />
            </div>
            {mayChange && template.isChanged && (
              <Button variant="default" size="sm" onClick={() => setIsResetting(true)}>
                {t('mails.reset')}
              </Button>
            )}
          </Group>
          <WordsDifference builtIn={builtIn} words={words} />
        </Stack>
      </Panel>
      {isResetting && (
        <ResetDialog
          template={template}
          isBusy={reset.isPending}
          error={reset.error}
          onCancel={() => setIsResetting(false)}
          onConfirm={() => reset.mutate(undefined, { onSuccess: () => onDone('wasReset') })}
        />
      )}
    </>
  )
}

type ResetDialogProps = { template: MailTemplate; isBusy: boolean; error: unknown; onCancel: () => void; onConfirm: () => void }

function ResetDialog({ template, ...rest }: ResetDialogProps) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const about = { name: noticeKindName(template.kind, language), language: t(`mails.languages.${template.language}`) }
  return <ConfirmDialog title={t('mails.resetTitle', about)} text={t('mails.resetText')} confirm={t('mails.reset')} {...rest} />
}

function SendOutcome({ sentTo, isSent }: { sentTo: string; isSent: boolean }) {
  const { t } = useTranslation()
  return <Notice kind={isSent ? 'good' : 'warn'}>{t(isSent ? 'mails.sent' : 'mails.notSent', { address: sentTo })}</Notice>
}

function LastChange({ template: { changedAt, changedBy } }: { template: MailTemplate }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  return (
    <Text c="dimmed">
      {changedAt === null ? t('mails.builtIn') : t('mails.changed', { time: formatDateTime(changedAt, language), by: changedBy })}
    </Text>
  )
}
