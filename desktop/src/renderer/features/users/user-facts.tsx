// Who the user is, as the directory said at the last sign-in.
import type { AdminUser } from '@motp/shared/protocol/admin-users'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../i18n/format-time.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { FactList } from '../../ui/fact-list.tsx'
import { Panel } from '../../ui/panel.tsx'

export function UserFacts({ user, groups }: { user: AdminUser; groups: readonly string[] }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const separator = language === 'en' ? ', ' : '、'
  return (
    <Panel>
      <FactList
        facts={[
          [t('user.facts.directory'), user.directory],
          [t('user.facts.mail'), user.mail ?? t('user.facts.noMail')],
          [t('user.facts.lastSignIn'), user.lastSignInAt === null ? t('user.facts.never') : formatDateTime(user.lastSignInAt, language)],
          [t('user.facts.roles'), user.roles.map((role) => t(`user.roles.${role}`)).join(separator)],
          [t('user.facts.groups'), groups.join(separator)],
        ]}
      />
    </Panel>
  )
}
