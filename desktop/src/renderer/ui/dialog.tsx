// A modal window with a title; closing it by Escape or beside it is the cautious answer. No `<header>`, which would be a second page banner.
import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './dialog.module.css'

type DialogProps = { isOpen: boolean; onClose: () => void; title: string; children: ReactNode; isWide?: boolean; mayClickAway?: boolean }

export function Dialog({ isOpen, onClose, title, children, isWide = false, mayClickAway = true }: DialogProps) {
  return (
    <Modal.Root
      opened={isOpen}
      onClose={onClose}
      size={isWide ? 'lg' : 'md'}
      closeOnClickOutside={mayClickAway}
      classNames={{ content: styles.content ?? '' }}
      centered
    >
      <Modal.Overlay backgroundOpacity={0.5} />
      <Modal.Content radius="lg">
        <Modal.Body p={{ base: 'md', sm: 'xl' }}>
          <Modal.Title className={styles.title ?? ''}>{title}</Modal.Title>
          {children}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
