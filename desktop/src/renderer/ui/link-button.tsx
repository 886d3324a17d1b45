// Router links that look like buttons and like anchors; typed by the route tree.
import { Anchor, type AnchorProps, Button, type ButtonProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { Ref } from 'react'

type WithRef = { ref?: Ref<HTMLAnchorElement> }

function ButtonAnchor(props: Omit<ButtonProps, 'component'> & WithRef) {
  return <Button component="a" {...props} />
}

function TextAnchor(props: Omit<AnchorProps, 'component'> & WithRef) {
  return <Anchor {...props} />
}

export const LinkButton = createLink(ButtonAnchor)
export const TextLink = createLink(TextAnchor)
