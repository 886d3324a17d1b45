// Words at the left, a picture at the right; on a narrow window the picture stands between what to do and what comes next.
import type { ReactNode } from 'react'
import styles from './picture-layout.module.css'

type PictureLayoutProps = { words: ReactNode; picture: ReactNode; next: ReactNode }

export function PictureLayout({ words, picture, next }: PictureLayoutProps) {
  return (
    <div className={styles.layout}>
      <div className={styles.words}>{words}</div>
      <div className={styles.picture}>{picture}</div>
      <div className={styles.next}>{next}</div>
    </div>
  )
}
