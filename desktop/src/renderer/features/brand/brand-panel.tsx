// Name, logo and colour: changed here, looked at before they are saved, seen by everybody a moment after.
import { Button, Group, Stack, Text, Title } from '@mantine/core'
import type { BrandSettings } from '@motp/shared/protocol/brand'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../i18n/format-time.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { type BrandDraft, draftOf, isChanged, judgeAccent, toBody } from './brand-draft.ts'
import { BrandFields } from './brand-fields.tsx'
import styles from './brand-panel.module.css'
import { BrandPreview } from './brand-preview.tsx'
import { useBrandSettings, useSetBrand } from './use-brand-settings.ts'

export function BrandPanel({ mayChange }: { mayChange: boolean }) {
  const { t } = useTranslation()
  const { data: settings, error, refetch } = useBrandSettings()
  return (
    <Stack gap="lg">
      <Text c="dimmed">{t('brand.hint')}</Text>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!settings && !error && <Loading />}
      {settings && <BrandEditor settings={settings} mayChange={mayChange} onReload={() => void refetch()} />}
    </Stack>
  )
}

type BrandEditorProps = { settings: BrandSettings; mayChange: boolean; onReload: () => void }

function BrandEditor({ settings, mayChange, onReload }: BrandEditorProps) {
  const { t } = useTranslation()
  const [drafted, setDrafted] = useState<BrandDraft>()
  const [isResetting, setIsResetting] = useState(false)
  const save = useSetBrand()
  const draft = drafted ?? draftOf(settings)
  const isRight = ['none', 'good'].includes(judgeAccent(draft.accent))

  function edit(next: BrandDraft | undefined) {
    save.reset()
    setDrafted(next)
  }
  function apply(next: BrandDraft) {
    save.mutate(toBody(next, settings.revision), {
      onSuccess: () => {
        setDrafted(undefined)
        setIsResetting(false)
      },
    })
  }
  return (
    <>
      <div className={styles.sides}>
        <Panel p="lg">
          <Stack>
            <BrandFields draft={draft} settings={settings} mayChange={mayChange} onChange={edit} />
            {!isResetting && <ErrorNotice error={save.error} onRetry={onReload} />}
            {save.isSuccess && <Notice kind="good">{t('brand.saved')}</Notice>}
            {mayChange && (
              <Group>
                <Button onClick={() => apply(draft)} loading={save.isPending} disabled={!isRight || !isChanged(draft, settings)}>
                  {t('brand.save')}
                </Button>
                <Button variant="default" onClick={() => edit(undefined)} disabled={!isChanged(draft, settings)}>
                  {t('brand.discard')}
                </Button>
              </Group>
            )}
          </Stack>
        </Panel>
        <Stack>
          <Title order={2} size="h4">
            {t('brand.preview')}
          </Title>
          <BrandPreview draft={draft} settings={settings} />
        </Stack>
      </div>
      <Group justify="space-between">
        <LastChange settings={settings} />
        {mayChange && hasBrand(settings) && (
          <Button variant="default" onClick={() => setIsResetting(true)}>
            {t('brand.reset')}
          </Button>
        )}
      </Group>
      {isResetting && (
        <ConfirmDialog
          title={t('brand.resetTitle')}
          text={t('brand.resetText', { name: settings.brand.name ?? '' })}
          confirm={t('brand.reset')}
          isBusy={save.isPending}
          error={save.error}
          onCancel={() => setIsResetting(false)}
          onConfirm={() => apply({ name: '', accent: '', logo: null })}
        />
      )}
    </>
  )
}

function hasBrand({ brand }: BrandSettings): boolean {
  return brand.name !== null || brand.accent !== null || brand.logo !== null
}

function LastChange({ settings: { changedAt, changedBy } }: { settings: BrandSettings }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  if (changedAt === null) return <Text c="dimmed">{t('brand.neverChanged')}</Text>
  return <Text c="dimmed">{t('brand.changed', { time: formatDateTime(changedAt, language), by: changedBy })}</Text>
}
