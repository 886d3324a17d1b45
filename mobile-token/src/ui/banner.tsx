// A sentence that stands out, with an action if there is one. Errors interrupt a screen reader, the others wait their turn.
import type { ReactNode } from 'react'

type BannerProps = { kind?: 'note' | 'warning' | 'error'; children: ReactNode }

const looks = { note: 'banner', warning: 'banner banner-warning', error: 'banner banner-error' } as const

export function Banner({ kind = 'note', children }: BannerProps) {
  return (
    <div className={looks[kind]} role={kind === 'error' ? 'alert' : 'status'}>
      {children}
    </div>
  )
}
