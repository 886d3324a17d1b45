// The heading of one part of a user's page.
import { Title } from '@mantine/core'

export function SectionTitle({ children }: { children: string }) {
  return (
    <Title order={2} size="h4" mb="sm">
      {children}
    </Title>
  )
}
