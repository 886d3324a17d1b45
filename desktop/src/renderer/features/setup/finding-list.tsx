// What a test came to: each step, in order or not, and what to do about it.
import type { SetupFinding } from '@motp/shared/protocol/admin-setup'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../i18n/format-time.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import styles from './setup-page.module.css'

const knownSteps = [
  ...(['connect', 'bind', 'search', 'groups', 'send', 'listening', 'tls', 'tlsCertificate'] as const),
  ...(['secret', 'address', 'signed', 'unsigned', 'key', 'used'] as const),
] as const

export function FindingList({ findings }: { findings: readonly SetupFinding[] }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const nameOf = (step: string) => {
    const known = knownSteps.find((one) => one === step)
    return known ? t(`setup.steps.${known}`) : step
  }
  const detailOf = ({ step, detail, isRight }: SetupFinding) =>
    (step === 'used' && isRight) || step === 'tlsCertificate' ? formatDateTime(Number(detail), language) : detail
  return (
    <div role="status">
      <ul className={styles.findings}>
        {findings.map((finding) => (
          <li key={finding.step} data-right={finding.isRight}>
            {finding.isRight ? <IconCircleCheck size={20} aria-hidden /> : <IconAlertTriangle size={20} aria-hidden />}
            <div>
              <strong>{nameOf(finding.step)}</strong> · {finding.fault ? t(`setup.faults.${finding.fault}`) : t('setup.right')}
              {finding.detail && <span className={styles.detail}>{detailOf(finding)}</span>}
            </div>
          </li>
        ))}
      </ul>
    </div>
  )
}
