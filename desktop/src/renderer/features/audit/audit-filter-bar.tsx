// The fields that narrow the trail; what they hold lives in the address.
import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { auditTopicNames } from '@motp/shared/protocol/admin-audit'
import { auditActions } from '@motp/shared/protocol/audit-action'
import { useTranslation } from 'react-i18next'
import { auditActionName } from '../../i18n/audit-action-names.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { FilterField } from '../../ui/filter-field.tsx'
import type { AddressFilters } from '../../ui/use-address-filters.ts'
import { useClientNames } from './use-audit.ts'

export function AuditFilterBar({ values, set }: AddressFilters) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const { data: clients = [] } = useClientNames()
  const field = (key: string) => ({ value: values[key] ?? '', onChange: (value: string) => set({ [key]: value }) })
  return (
    <FilterBar label={t('audit.filters')}>
      <FilterField label={t('audit.user')} placeholder={t('audit.userHint')} {...field('user')} />
      <FilterField label={t('audit.actor')} placeholder={t('audit.actorHint')} {...field('actor')} />
      <NativeSelect
        size="sm"
        label={t('audit.what')}
        value={values.what ?? ''}
        onChange={(event) => set({ what: event.currentTarget.value })}
      >
        <option value="">{t('audit.everything')}</option>
        <optgroup label={t('audit.topicsLabel')}>
          {auditTopicNames.map((topic) => (
            <option key={topic} value={topic}>
              {t(`audit.topics.${topic}`)}
            </option>
          ))}
        </optgroup>
        <optgroup label={t('audit.actionsLabel')}>
          {auditActions.map((action) => (
            <option key={action} value={action}>
              {auditActionName(action, language)}
            </option>
          ))}
        </optgroup>
      </NativeSelect>
      <NativeSelect
        size="sm"
        label={t('audit.client')}
        value={values.client ?? ''}
        onChange={(event) => set({ client: event.currentTarget.value })}
      >
        <option value="">{t('audit.anyClient')}</option>
        {clients.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </NativeSelect>
      <FilterField label={t('audit.address')} placeholder="192.0.2.1" {...field('address')} />
      {(['from', 'to'] as const).map((key) => (
        <TextInput
          key={key}
          size="sm"
          type="datetime-local"
          label={t(`audit.${key}`)}
          value={values[key] ?? ''}
          onChange={(event) => set({ [key]: event.currentTarget.value })}
        />
      ))}
      <Checkbox
        mih={36}
        label={t('audit.accepted')}
        checked={values.accepted === 'shown'}
        onChange={(event) => set({ accepted: event.currentTarget.checked ? 'shown' : '' })}
      />
    </FilterBar>
  )
}
