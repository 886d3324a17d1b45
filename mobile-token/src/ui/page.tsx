// The frame of a screen: a heading that takes the focus when the screen opens, a way back, the content, and a foot for the thumb.
import { type ReactNode, useEffect, useRef } from 'react'
import { BackIcon } from './icons.tsx'

type PageProps = {
  title: string
  back?: { label: string; onBack: () => void }
  action?: ReactNode
  footer?: ReactNode
  children: ReactNode
}

export function Page({ title, back, action, footer, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
    scrollTo(0, 0)
  }, [])
  return (
    <div className="page">
      <header className="page-header">
        {back && (
          <button type="button" className="button button-icon" aria-label={back.label} onClick={back.onBack}>
            <BackIcon />
          </button>
        )}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {action}
      </header>
      <main className="page-main">{children}</main>
      {footer && <footer className="page-footer">{footer}</footer>}
    </div>
  )
}
