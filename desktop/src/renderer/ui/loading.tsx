// Shown while the first answer is on its way.
import { Center, Loader } from '@mantine/core'
import { useTranslation } from 'react-i18next'

export function Loading() {
  const { t } = useTranslation()
  return (
    <Center mih={220} role="status">
      <Loader type="dots" aria-hidden />
      <span className="visually-hidden">{t('state.loading')}</span>
    </Center>
  )
}
