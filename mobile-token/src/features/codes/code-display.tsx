// A revealed code: halves, ring, tap to copy, the next one on request. A screen reader hears it once, digit by digit.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { copyText } from '../../platform/clipboard.ts'
import { CopyIcon } from '../../ui/icons.tsx'
import { Ring } from '../../ui/ring.tsx'
import type { Profile } from '../../vault/profile.ts'
import type { Vault } from '../../vault/vault.ts'
import { spellCode, splitCode } from './code-text.ts'
import { useCode } from './use-code.ts'

const lowSeconds = 5

export function CodeDisplay({ vault, profile }: { vault: Vault; profile: Profile }) {
  const { t } = useTranslation()
  const { codes, remaining } = useCode({ vault, profileId: profile.id, parameters: profile.parameters })
  const [isNextShown, setNextShown] = useState(false)
  const [copied, setCopied] = useState<{ code: string; ok: boolean }>()
  if (!codes) return <p className="code-wait">{t('app.loading')}</p>

  const { current, next } = codes
  const note = copied?.code !== current ? t('codes.copyHint') : t(copied.ok ? 'codes.copied' : 'codes.copyFailed')
  return (
    <div className="code">
      <Announcement text={spellCode(current)} />
      <div className="code-line">
        <button type="button" className="code-figure" onClick={async () => setCopied({ code: current, ok: await copyText(current) })}>
          <span className="visually-hidden">{t('codes.copy', { digits: spellCode(current) })}</span>
          <span aria-hidden="true">
            <Halves code={current} />
          </span>
        </button>
        <Ring remaining={remaining} total={profile.parameters.periodSeconds} isLow={remaining <= lowSeconds} />
      </div>
      <p className="code-note">
        <CopyIcon />
        <span role="status">{note}</span>
      </p>
      {isNextShown ? (
        <p className="code-next">
          <span>{t('codes.nextCodeFrom', { seconds: remaining })}</span>
          <Halves code={next} />
        </p>
      ) : (
        <button type="button" className="button button-quiet code-more" onClick={() => setNextShown(true)}>
          {t('codes.nextCode')}
        </button>
      )}
    </div>
  )
}

function Halves({ code }: { code: string }) {
  const [first, second] = splitCode(code)
  return (
    <span className="code-halves">
      <span>{first}</span>
      <span>{second}</span>
    </span>
  )
}

/** Says the text it was first given and then keeps quiet: a new code every 30 seconds would be chatter. */
function Announcement({ text }: { text: string }) {
  const [first] = useState(text)
  return (
    <span className="visually-hidden" role="status">
      {first}
    </span>
  )
}
