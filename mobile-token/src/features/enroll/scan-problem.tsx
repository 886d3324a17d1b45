// Why a registration stopped, in words that say what to do, and the ways on.
import { errorSentence } from '@motp/shared/protocol/error-sentence'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { languageOf } from '../../i18n/language-choice.ts'
import { Banner } from '../../ui/banner.tsx'
import type { EnrollOutcome } from './enroll-online.ts'

export type Problem = Exclude<EnrollOutcome, { kind: 'stored' }> | { kind: 'no-qr' } | { kind: 'keys-refused' }
type ScanProblemProps = { problem: Problem; onAgain: () => void; onOffline: () => void }

export function ScanProblem({ problem, onAgain, onOffline }: ScanProblemProps) {
  const { t, i18n } = useTranslation()
  const isUnreachable = problem.kind === 'error' && problem.code === 'unavailable'
  return (
    <>
      <Banner kind="error">
        <p>{sentenceOf(problem, t, i18n.language)}</p>
        {problem.kind === 'other-origin' && (
          <p>
            <a className="address" href={problem.address} target="_blank" rel="noreferrer">
              {problem.address}
            </a>
          </p>
        )}
      </Banner>
      <button type="button" className="button button-primary" onClick={onAgain}>
        {t('scan.scanAgain')}
      </button>
      {isUnreachable && (
        <button type="button" className="button" onClick={onOffline}>
          {t('codes.offline')}
        </button>
      )}
    </>
  )
}

function sentenceOf(problem: Problem, t: TFunction, language: string): string {
  if (problem.kind === 'no-qr') return t('scan.noQrInPicture')
  if (problem.kind === 'keys-refused') return t('scan.keysRefused')
  if (problem.kind === 'unreadable') return t('scan.unreadable')
  if (problem.kind === 'other-origin') return t('scan.otherOrigin')
  if (problem.kind === 'refused') return t(`scan.refused.${problem.reason}`)
  return problem.code === 'unavailable' ? t('scan.offlineNow') : errorSentence(problem.code, languageOf(language))
}
