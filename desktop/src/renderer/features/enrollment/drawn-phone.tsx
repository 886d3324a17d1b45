// A drawing of the phone with the five groups to type on it. Each can be ticked, which hides it from onlookers.
import { UnstyledButton } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Digits } from '../../ui/digits.tsx'
import { useContentProtection } from '../../ui/use-content-protection.ts'
import styles from './drawn-phone.module.css'

type DrawnPhoneProps = { groups: readonly string[]; serverCode: string }

export function DrawnPhone({ groups, serverCode }: DrawnPhoneProps) {
  useContentProtection()
  const { t } = useTranslation()
  const [typed, setTyped] = useState<readonly number[]>([])
  const next = groups.findIndex((_, position) => !typed.includes(position))

  function toggle(position: number) {
    setTyped(typed.includes(position) ? typed.filter((other) => other !== position) : [...typed, position])
  }

  return (
    <div className={styles.phone}>
      <PhoneBody />
      <div className={styles.screen}>
        <div className={styles.bar} aria-hidden>
          <span>MOTP</span>
          <span>{t('offline.phoneTitle')}</span>
        </div>
        <p className={styles.server}>{t('offline.serverCode', { code: serverCode })}</p>
        <ol className={styles.groups} aria-label={t('offline.groupsLabel')}>
          {groups.map((group, position) => {
            const isTyped = typed.includes(position)
            return (
              <li key={group} className={styles.item} data-next={position === next || undefined}>
                <UnstyledButton className={styles.group} aria-pressed={isTyped} onClick={() => toggle(position)}>
                  <span className={styles.number} aria-hidden>
                    {position + 1}
                  </span>
                  {/* Heard digit by digit; the drawing's own digits would be read as two numbers. */}
                  <span className="visually-hidden">
                    {t('groups.label', { number: position + 1 })} {isTyped ? '' : [...group].join(' ')}
                  </span>
                  <span className={styles.digits}>
                    {isTyped ? <span className={styles.hidden}>••• •••</span> : <Digits text={group} />}
                  </span>
                  <span className={styles.tick}>{isTyped && <IconCheck size={18} stroke={3.5} />}</span>
                </UnstyledButton>
              </li>
            )
          })}
        </ol>
        <p className={styles.hint}>{t('offline.tickHint')}</p>
      </div>
    </div>
  )
}

function PhoneBody() {
  return (
    <svg className={styles.body} viewBox="0 0 320 600" aria-hidden preserveAspectRatio="none">
      <rect x="313" y="150" width="6" height="56" rx="3" className={styles.key} />
      <rect x="1" y="130" width="6" height="34" rx="3" className={styles.key} />
      <rect x="1" y="174" width="6" height="34" rx="3" className={styles.key} />
      <rect x="4" y="2" width="312" height="596" rx="46" className={styles.case} />
      <rect x="16" y="14" width="288" height="572" rx="34" className={styles.glass} />
      <rect x="122" y="26" width="76" height="16" rx="8" className={styles.camera} />
      <rect x="112" y="572" width="96" height="5" rx="2.5" className={styles.camera} />
    </svg>
  )
}
