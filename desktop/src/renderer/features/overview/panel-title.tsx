// The heading of one part of the overview.
import { Title } from '@mantine/core'

export function PanelTitle({ children }: { children: string }) {
  return (
    <Title order={2} size="h4" mb="sm">
      {children}
    </Title>
  )
}
