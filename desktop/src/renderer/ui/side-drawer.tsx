// Details of one row, from the side: the list stays where it was.
import { CloseButton, Drawer } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './side-drawer.module.css'

type SideDrawerProps = { isOpen: boolean; onClose: () => void; title: string; children: ReactNode }

export function SideDrawer({ isOpen, onClose, title, children }: SideDrawerProps) {
  const { t } = useTranslation()
  return (
    <Drawer.Root opened={isOpen} onClose={onClose} position="right" size="md" classNames={{ content: styles.content ?? '' }}>
      <Drawer.Overlay backgroundOpacity={0.4} />
      <Drawer.Content>
        <Drawer.Body p="lg">
          <div className={styles.head}>
            <Drawer.Title className={styles.title ?? ''}>{title}</Drawer.Title>
            <CloseButton size="lg" onClick={onClose} aria-label={t('actions.close')} />
          </div>
          {children}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}
