// A quiet surface that holds one thing.
import { Paper, type PaperProps } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './panel.module.css'

export function Panel({ children, ...props }: PaperProps & { children: ReactNode }) {
  return (
    <Paper className={styles.panel} p={{ base: 'md', sm: 'xl' }} {...props}>
      {children}
    </Paper>
  )
}
