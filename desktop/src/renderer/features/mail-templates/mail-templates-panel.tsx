// The words of each mail in each language: choose one, change it, see it as it will arrive.
import { NativeSelect, Stack, Text } from '@mantine/core'
import { languages } from '@motp/shared/protocol/language'
import { noticeKinds } from '@motp/shared/protocol/notice-kind'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { noticeKindName } from '../../i18n/notice-kind-names.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useAddressFilters } from '../../ui/use-address-filters.ts'
import styles from './mail-templates.module.css'
import { TemplateEditor } from './template-editor.tsx'
import { useMailTemplates } from './use-mail-templates.ts'

export function MailTemplatesPanel({ mayChange }: { mayChange: boolean }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const { values, set } = useAddressFilters()
  const { data: templates, error, refetch } = useMailTemplates()
  const kind = noticeKinds.find((one) => one === values.mail) ?? noticeKinds[0]
  const mailLanguage = languages.find((one) => one === values.words) ?? language
  const template = templates?.find((one) => one.kind === kind && one.language === mailLanguage)
  const [done, setDone] = useState<'saved' | 'wasReset'>()
  const choose = (changes: Record<string, string>) => {
    setDone(undefined)
    set(changes)
  }
  const changedOf = (one: string) => templates?.some((each) => each.kind === one && each.isChanged) ?? false
  return (
    <Stack gap="lg">
      <Text c="dimmed">{t('mails.hint')}</Text>
      <div className={styles.choice}>
        <NativeSelect label={t('mails.kind')} value={kind} onChange={(event) => choose({ mail: event.currentTarget.value })} size="md">
          {noticeKinds.map((one) => (
            <option key={one} value={one}>
              {changedOf(one) ? t('mails.changedKind', { name: noticeKindName(one, language) }) : noticeKindName(one, language)}
            </option>
          ))}
        </NativeSelect>
        <NativeSelect
          label={t('mails.language')}
          value={mailLanguage}
          onChange={(event) => choose({ words: event.currentTarget.value })}
          size="md"
        >
          {languages.map((one) => (
            <option key={one} value={one} lang={one}>
              {t(`mails.languages.${one}`)}
            </option>
          ))}
        </NativeSelect>
      </div>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!templates && !error && <Loading />}
      {done && <Notice kind="good">{t(`mails.${done}`)}</Notice>}
      {template && (
        <TemplateEditor
          key={`${kind} ${mailLanguage} ${template.revision}`}
          template={template}
          mayChange={mayChange}
          onReload={() => void refetch()}
          onDone={setDone}
        />
      )}
    </Stack>
  )
}
