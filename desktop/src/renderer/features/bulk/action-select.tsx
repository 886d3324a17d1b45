// What is done to many at once.
import { NativeSelect } from '@mantine/core'
import { type BulkAction, bulkActions } from '@motp/shared/protocol/admin-bulk'
import { useTranslation } from 'react-i18next'

type ActionSelectProps = { action: BulkAction; onChange: (action: BulkAction) => void; isLabelHidden?: boolean }

export function ActionSelect({ action, onChange, isLabelHidden = false }: ActionSelectProps) {
  const { t } = useTranslation()
  return (
    <NativeSelect
      size="sm"
      {...(isLabelHidden ? { 'aria-label': t('bulk.action') } : { label: t('bulk.action') })}
      value={action}
      onChange={(event) => onChange(bulkActions.find((name) => name === event.currentTarget.value) ?? action)}
    >
      {bulkActions.map((name) => (
        <option key={name} value={name}>
          {t(`bulk.actions.${name}`)}
        </option>
      ))}
    </NativeSelect>
  )
}
