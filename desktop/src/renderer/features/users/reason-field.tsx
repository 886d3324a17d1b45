// Why IT does it: typed, or one of the usual reasons at a click. Nothing opens over the buttons below.
import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

type ReasonFieldProps = { reason: string; onChange: (reason: string) => void; error: string | undefined }

export function ReasonField({ reason, onChange, error }: ReasonFieldProps) {
  const { t } = useTranslation()
  const usual = t('user.reasons', { returnObjects: true })
  return (
    <Stack gap={8}>
      <TextInput
        label={t('user.reason')}
        description={t('user.reasonHint')}
        value={reason}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={error}
        autoComplete="off"
        maxLength={500}
      />
      <Group gap={6}>
        {usual.map((one) => (
          <Button key={one} variant="default" size="compact-sm" onClick={() => onChange(one)}>
            {one}
          </Button>
        ))}
      </Group>
    </Stack>
  )
}
