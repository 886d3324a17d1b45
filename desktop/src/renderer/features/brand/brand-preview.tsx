// What the brand will look like, on the light ground and on the dark one, whichever the console itself stands on.
import { Box } from '@mantine/core'
import type { BrandSettings } from '@motp/shared/protocol/brand'
import { useTranslation } from 'react-i18next'
import { productLogo, productName } from '../../ui/brand-context.ts'
import { accentsOf } from '../../ui/theme.ts'
import { type BrandDraft, judgeAccent, pictureOf } from './brand-draft.ts'
import styles from './brand-panel.module.css'

export function BrandPreview({ draft, settings }: { draft: BrandDraft; settings: BrandSettings }) {
  const { t } = useTranslation()
  const accent = judgeAccent(draft.accent) === 'good' ? draft.accent.trim().toLowerCase() : null
  const colours = accentsOf(accent)
  const logo = draft.logo === 'kept' ? settings.brand.logo : pictureOf(draft.logo)
  return (
    <section className={styles.previews} aria-label={t('brand.preview')}>
      {(['light', 'dark'] as const).map((scheme) => (
        <Box
          key={scheme}
          className={styles.preview ?? ''}
          data-scheme={scheme}
          __vars={{
            '--preview-accent': colours[scheme].accent,
            '--preview-soft': colours[scheme].soft,
            '--preview-fill': colours.light.accent,
          }}
        >
          <div className={styles.previewHead}>
            <img src={logo ?? productLogo} alt="" />
            <strong>{draft.name.trim() || productName}</strong>
          </div>
          <div className={styles.previewBody}>
            <span className={styles.previewLink}>{t('brand.sampleLink')}</span>
            <span className={styles.previewSoft}>{t('brand.sampleRow')}</span>
            <span className={styles.previewButton}>{t('brand.sampleButton')}</span>
          </div>
        </Box>
      ))}
    </section>
  )
}
