// The letter that hands an activation code over: one A4 page in both languages, seen by the printer alone.
import { Portal } from '@mantine/core'
import type { Language } from '@motp/shared/protocol/language'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../i18n/format-time.ts'
import styles from './activation-letter.module.css'
import { useBrand } from './brand-context.ts'
import { BrandLogo } from './brand-logo.tsx'
import { Digits } from './digits.tsx'

type ActivationLetterProps = { code: { groups: readonly string[]; expiresAt: number }; account: string; displayName: string }

const languages: readonly Language[] = ['zh-TW', 'en']

export function ActivationLetter(props: ActivationLetterProps) {
  return (
    // A node of its own: what lies beside it in the page stays off the paper.
    <Portal reuseTargetNode={false}>
      <div className={styles.letter} data-print="letter">
        <Head />
        {languages.map((language) => (
          <Half key={language} language={language} {...props} />
        ))}
      </div>
    </Portal>
  )
}

function Head() {
  const { name } = useBrand()
  return (
    <p className={styles.brand}>
      <BrandLogo /> {name}
    </p>
  )
}

function Half({ language, code, account, displayName }: ActivationLetterProps & { language: Language }) {
  const { i18n } = useTranslation()
  const t = i18n.getFixedT(language)
  return (
    <section lang={language} className={styles.half}>
      <h2>{t('letter.title')}</h2>
      <p>{t('letter.dear', { name: displayName, account })}</p>
      <p>{t('letter.text')}</p>
      <p className={styles.groups}>
        {code.groups.map((group) => (
          <Digits key={group} text={group} />
        ))}
      </p>
      <p>{t('letter.validUntil', { time: formatDateTime(code.expiresAt, language) })}</p>
      <p>{t('letter.steps')}</p>
      <p>{t('letter.warning')}</p>
    </section>
  )
}
