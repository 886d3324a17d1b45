// The setup page for the one who looks: administrators test and change, auditors read.
import { BrandPanel } from '../features/brand/brand-panel.tsx'
import { MailTemplatesPanel } from '../features/mail-templates/mail-templates-panel.tsx'
import { useSession } from '../features/sessions/use-session.ts'
import { SetupPage } from '../features/setup/setup-page.tsx'

export function SetupRoute() {
  const { data: session } = useSession()
  if (!session) return null
  const mayChange = session.roles.includes('admin')
  return (
    <SetupPage mayChange={mayChange} brand={<BrandPanel mayChange={mayChange} />} mails={<MailTemplatesPanel mayChange={mayChange} />} />
  )
}
