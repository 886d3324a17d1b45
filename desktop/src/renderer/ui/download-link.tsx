// A button that is a link to a file of this server: the browser saves it while it arrives, however long it is.
import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'

export function DownloadLink({ href, children }: { href: string; children: string }) {
  return (
    <Button component="a" href={href} download variant="default" size="sm" leftSection={<IconDownload size={18} aria-hidden />}>
      {children}
    </Button>
  )
}
