// Naming a profile that came with no name.
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'

export function NameForm({ name, onSave }: { name: string; onSave: (name: string) => Promise<void> }) {
  const { t } = useTranslation()
  const id = useId()
  const [typed, setTyped] = useState(name)
  const isSaved = typed.trim() === name && name !== ''
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void onSave(typed.trim())
      }}
    >
      <div className="field">
        <label htmlFor={id}>{t('details.name')}</label>
        <input id={id} value={typed} maxLength={60} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
        <p className="muted small" role="status">
          {t(isSaved ? 'details.nameSaved' : 'details.nameHint')}
        </p>
      </div>
      <button type="submit" className="button" disabled={typed.trim() === name}>
        {t('details.saveName')}
      </button>
    </form>
  )
}
