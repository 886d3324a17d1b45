// The five fields for the phone's registration information.
import { Button, Group, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FocusHeading } from '../../ui/focus-heading.tsx'
import { GroupFields } from '../../ui/group-fields.tsx'
import { Notice } from '../../ui/notice.tsx'
import { areComputerDigits, judgeResponse } from './judge-response.ts'

type ResponseFormProps = { groups: readonly string[]; onChange: (groups: string[]) => void; onBack: () => void; onReady: () => void }

export function ResponseForm({ groups, onChange, onBack, onReady }: ResponseFormProps) {
  const { t } = useTranslation()
  const [isIncomplete, setIncomplete] = useState(false)
  const verdicts = judgeResponse(groups, { wrong: t('groups.wrong'), missing: t('groups.missing') }, isIncomplete)

  function submit(event: FormEvent) {
    event.preventDefault()
    const isReady = verdicts.every((verdict) => verdict === true)
    setIncomplete(!isReady)
    if (isReady) onReady()
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        <FocusHeading order={2}>{t('offline.responseTitle')}</FocusHeading>
        <Text>{t('offline.responseHint')}</Text>
        <GroupFields legend={t('offline.responseLegend')} groups={groups} onChange={onChange} verdicts={verdicts} />
        {areComputerDigits(groups) && <Notice kind="warn">{t('offline.otherLeg')}</Notice>}
        {isIncomplete && verdicts.some((verdict) => verdict !== true) && (
          <Text role="alert" c="var(--motp-bad)">
            {t('offline.incomplete')}
          </Text>
        )}
        <Group>
          <Button variant="default" size="lg" onClick={onBack}>
            {t('actions.back')}
          </Button>
          <Button type="submit" size="lg">
            {t('actions.confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
