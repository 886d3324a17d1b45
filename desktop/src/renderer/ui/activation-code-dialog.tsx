// An activation code, shown this once, with the letter that hands it over.
import { Button, Group, SimpleGrid, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../i18n/format-time.ts'
import { useLanguage } from '../i18n/use-language.ts'
import { ActivationLetter } from './activation-letter.tsx'
import { Dialog } from './dialog.tsx'
import { Digits } from './digits.tsx'
import { findShell } from './find-shell.ts'
import { Notice } from './notice.tsx'
import { useContentProtection } from './use-content-protection.ts'

const letter = { kind: 'activation-code' } as const

type ActivationCodeDialogProps = {
  code: { groups: readonly string[]; expiresAt: number }
  account: string
  displayName: string
  onClose: () => void
}

export function ActivationCodeDialog({ code, account, displayName, onClose }: ActivationCodeDialogProps) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  useContentProtection()
  const shell = findShell()
  return (
    <>
      <Dialog isOpen onClose={onClose} title={`${t('user.code.title')}  ${account}`} mayClickAway={false} isWide>
        <Stack>
          <Notice kind="warn">{t('user.code.shownOnce')}</Notice>
          <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="md" verticalSpacing="xs" py="sm" ta="center">
            {code.groups.map((group) => (
              <Digits key={group} text={group} size="large" />
            ))}
          </SimpleGrid>
          <Text ta="center">{t('user.code.validUntil', { time: formatDateTime(code.expiresAt, language) })}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('user.code.close')}
            </Button>
            {shell && (
              <Button variant="default" onClick={() => void shell.saveSheet(letter)}>
                {t('user.code.save')}
              </Button>
            )}
            <Button onClick={() => (shell ? void shell.printSheet(letter) : window.print())} data-autofocus>
              {t('user.code.print')}
            </Button>
          </Group>
        </Stack>
      </Dialog>
      <ActivationLetter code={code} account={account} displayName={displayName} />
    </>
  )
}
