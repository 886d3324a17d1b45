// Who did it, as people call them.
import type { AuditEventView } from '@motp/shared/protocol/admin-audit'
import { useTranslation } from 'react-i18next'

export function usePartyName(): (event: Pick<AuditEventView, 'actor' | 'actorName'>) => string {
  const { t } = useTranslation()
  return ({ actor, actorName }) => {
    if (actorName !== null) return actorName
    if (actor === 'system' || actor === 'cli' || actor === 'phone' || actor === 'visitor') return t(`audit.parties.${actor}`)
    return `${actor} (${t('audit.parties.unknown')})`
  }
}
