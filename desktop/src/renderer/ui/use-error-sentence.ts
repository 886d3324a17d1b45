// What a person reads for a failed request, in the language in force.
import { AppError } from '@motp/shared/protocol/app-error'
import { errorSentence } from '@motp/shared/protocol/error-sentence'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../i18n/format-time.ts'
import { useLanguage } from '../i18n/use-language.ts'

export function useErrorSentence(): (error: unknown) => string {
  const { t } = useTranslation()
  const { language } = useLanguage()
  return (error) => {
    if (!(error instanceof AppError)) return errorSentence('internal', language)
    const sentence = errorSentence(error.code, language)
    const { retryAt } = error.details
    return retryAt ? `${sentence} ${t('errors.retryAt', { time: formatDateTime(retryAt, language) })}` : sentence
  }
}
