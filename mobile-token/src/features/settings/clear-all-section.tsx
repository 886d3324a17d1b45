// Clearing every profile on this phone, after a question.
import { useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import type { Vault } from '../../vault/vault.ts'

export function ClearAllSection({ vault }: { vault: Vault }) {
  const { t } = useTranslation()
  const count = useSyncExternalStore(vault.subscribe, vault.profiles).length
  const [isAsking, setAsking] = useState(false)
  const [isCleared, setCleared] = useState(false)

  async function clear(): Promise<void> {
    await vault.removeAll()
    setAsking(false)
    setCleared(true)
  }
  return (
    <>
      {isCleared && <p role="status">{t('settings.clearedAll')}</p>}
      <button type="button" className="button button-danger" disabled={count === 0} onClick={() => setAsking(true)}>
        {t('settings.clearAll')}
      </button>
      {isAsking && (
        <ConfirmDialog
          title={t('settings.clearAllTitle')}
          body={t('settings.clearAllBody', { count })}
          confirmLabel={t('settings.clearAllConfirm')}
          cancelLabel={t('app.cancel')}
          onCancel={() => setAsking(false)}
          onConfirm={() => void clear()}
        />
      )}
    </>
  )
}
