// The text of the QR code, pasted: for a phone whose camera is covered or forbidden at work.
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readClipboard } from '../../platform/clipboard.ts'
import { LinkIcon } from '../../ui/icons.tsx'

export function LinkForm({ onText }: { onText: (text: string) => void }) {
  const { t } = useTranslation()
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  const [link, setLink] = useState('')
  if (!isOpen) {
    return (
      <button type="button" className="button" onClick={() => setOpen(true)}>
        <LinkIcon />
        {t('scan.link')}
      </button>
    )
  }
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault()
        onText(link)
      }}
    >
      <div className="field">
        <label htmlFor={id}>{t('scan.linkLabel')}</label>
        <textarea
          id={id}
          rows={3}
          value={link}
          autoCapitalize="off"
          autoComplete="off"
          spellCheck={false}
          aria-describedby={`${id}-hint`}
          onChange={(event) => setLink(event.target.value)}
        />
        <p id={`${id}-hint`} className="muted small">
          {t('scan.linkHint')}
        </p>
      </div>
      <div className="row">
        <button type="button" className="button" onClick={async () => setLink((await readClipboard()) ?? link)}>
          {t('scan.paste')}
        </button>
        <button type="submit" className="button button-primary" disabled={link.trim() === ''}>
          {t('scan.register')}
        </button>
      </div>
    </form>
  )
}
