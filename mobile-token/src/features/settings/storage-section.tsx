// Whether the browser promised to keep the tokens, and a way to ask for it.
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Persistence, readPersistence, requestPersistence } from '../../platform/persistent-storage.ts'

export function StorageSection() {
  const { t } = useTranslation()
  const [persistence, setPersistence] = useState<Persistence>()
  useEffect(() => {
    void readPersistence().then(setPersistence)
  }, [])
  if (persistence === undefined) return null
  return (
    <>
      <p role="status">{t(`settings.persistence.${persistence}`)}</p>
      {persistence === 'refused' && (
        <button type="button" className="button" onClick={() => void requestPersistence().then(setPersistence)}>
          {t('settings.persistenceAsk')}
        </button>
      )}
    </>
  )
}
