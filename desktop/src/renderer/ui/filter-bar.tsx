// Fields that narrow a list, side by side as far as they fit.
import type { ReactNode } from 'react'
import styles from './filter-bar.module.css'

export function FilterBar({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: the element `search` is unknown to the type definitions of the library's polymorphism
    <div role="search" aria-label={label} className={styles.bar}>
      {children}
    </div>
  )
}
