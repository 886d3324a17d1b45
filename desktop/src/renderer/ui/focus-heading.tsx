// The heading of a page or of a step: names the window and takes the focus when it appears, so that a screen reader follows.
import { Title } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { PageTitle } from './page-title.tsx'

type FocusHeadingProps = { order?: 1 | 2; children: ReactNode; documentTitle?: string }

export function FocusHeading({ order = 1, children, documentTitle }: FocusHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: order === 2 }), [order])
  return (
    <>
      {documentTitle && <PageTitle>{documentTitle}</PageTitle>}
      <Title order={order} size={order === 1 ? 'h2' : 'h3'} ref={heading} tabIndex={-1}>
        {children}
      </Title>
    </>
  )
}
