// The three fields of a brand. A colour that could not be read is told at its field, with the nearest that can.
import { Anchor, Button, ColorSwatch, FileButton, Group, Stack, Text, TextInput } from '@mantine/core'
import { contrastOf, nearestReadableAccent } from '@motp/shared/brand/accent'
import { type BrandSettings, brandNameMost } from '@motp/shared/protocol/brand'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { productName } from '../../ui/brand-context.ts'
import { type BrandDraft, judgeAccent, readLogoFile } from './brand-draft.ts'
import styles from './brand-panel.module.css'

type FieldsProps = { draft: BrandDraft; settings: BrandSettings; mayChange: boolean; onChange: (draft: BrandDraft) => void }

export function BrandFields({ draft, settings, mayChange, onChange }: FieldsProps) {
  const { t } = useTranslation()
  return (
    <Stack gap="lg">
      <TextInput
        label={t('brand.name')}
        description={t('brand.nameHint', { name: productName })}
        placeholder={productName}
        value={draft.name}
        onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
        maxLength={brandNameMost}
        readOnly={!mayChange}
        autoComplete="off"
      />
      <LogoField draft={draft} settings={settings} mayChange={mayChange} onChange={onChange} />
      <AccentField draft={draft} mayChange={mayChange} onChange={onChange} />
    </Stack>
  )
}

function LogoField({ draft, settings, mayChange, onChange }: FieldsProps) {
  const { t } = useTranslation()
  const [isRefused, setIsRefused] = useState(false)
  const { logo } = draft
  const hasLogo = logo === 'kept' ? settings.brand.logo !== null : logo !== null
  const shown = logo === null || logo === 'kept' ? (hasLogo ? t('brand.logoOwn') : t('brand.logoNone')) : logo.fileName

  async function choose(file: File | null) {
    if (!file) return
    const read = await readLogoFile(file)
    setIsRefused(!read)
    if (read) onChange({ ...draft, logo: read })
  }
  return (
    <fieldset className={styles.group}>
      <Text component="legend" fw={600}>
        {t('brand.logo')}
      </Text>
      <Text size="sm" c="dimmed">
        {t('brand.logoHint')}
      </Text>
      <Group mt="xs" gap="sm">
        {mayChange && (
          <FileButton accept="image/png,image/webp" onChange={(file) => void choose(file)} inputProps={{ 'aria-label': t('brand.logo') }}>
            {(props) => (
              <Button variant="default" size="sm" {...props}>
                {t('brand.logoChoose')}
              </Button>
            )}
          </FileButton>
        )}
        <Text size="sm">{shown}</Text>
        {mayChange && hasLogo && (
          <Anchor component="button" type="button" size="sm" onClick={() => onChange({ ...draft, logo: null })}>
            {t('brand.logoRemove')}
          </Anchor>
        )}
      </Group>
      {isRefused && (
        <Text role="alert" c="var(--motp-bad)" mt={4}>
          {t('brand.logoRefused')}
        </Text>
      )}
    </fieldset>
  )
}

function AccentField({ draft, mayChange, onChange }: Omit<FieldsProps, 'settings'>) {
  const { t } = useTranslation()
  const state = judgeAccent(draft.accent)
  const colour = state === 'good' || state === 'unreadable' ? draft.accent.trim().toLowerCase() : undefined
  const nearest = colour && state === 'unreadable' ? nearestReadableAccent(colour) : undefined
  const set = (accent: string) => onChange({ ...draft, accent })
  return (
    <div>
      <Group align="end" gap="sm" wrap="nowrap">
        <TextInput
          className={styles.grow ?? ''}
          label={t('brand.accent')}
          description={t('brand.accentHint')}
          placeholder="#0f6f67"
          value={draft.accent}
          onChange={(event) => set(event.currentTarget.value)}
          error={
            state === 'no-colour' ? t('brand.noColour') : nearest ? t('brand.unreadable', { ratio: ratioOf(colour), nearest }) : undefined
          }
          maxLength={20}
          readOnly={!mayChange}
          autoComplete="off"
          spellCheck={false}
        />
      </Group>
      <Group mt="xs" gap="sm">
        {mayChange && (
          <input
            type="color"
            className={styles.picker}
            aria-label={t('brand.accentPick')}
            value={colour ?? '#0f6f67'}
            onChange={(event) => set(event.currentTarget.value)}
          />
        )}
        {state === 'good' && (
          <Text size="sm" c="dimmed">
            {t('brand.contrast', { ratio: ratioOf(colour) })}
          </Text>
        )}
        {nearest && (
          <Button variant="default" size="sm" leftSection={<ColorSwatch color={nearest} size={16} />} onClick={() => set(nearest)}>
            {t('brand.useNearest', { nearest })}
          </Button>
        )}
      </Group>
    </div>
  )
}

function ratioOf(colour: string | undefined): string {
  return colour ? (Math.floor(contrastOf(colour, '#ffffff') * 10) / 10).toFixed(1) : ''
}
