// A router link within text and tables; typed by the route tree.
import { Anchor, type AnchorProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { Ref } from 'react'

function TextAnchor(props: Omit<AnchorProps, 'component'> & { ref?: Ref<HTMLAnchorElement> }) {
  return <Anchor underline="always" {...props} />
}

export const TextLink = createLink(TextAnchor)
