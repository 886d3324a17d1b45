// A router link that looks like a button; typed by the route tree.
import { Button, type ButtonProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { Ref } from 'react'

function ButtonAnchor(props: Omit<ButtonProps, 'component'> & { ref?: Ref<HTMLAnchorElement> }) {
  return <Button component="a" {...props} />
}

export const LinkButton = createLink(ButtonAnchor)
