// /api/v1/admin/mail-templates: read, try, change.
import * as contract from '@motp/shared/protocol/admin-mail-templates'
import type { Router } from '../http/router.ts'
import type { MailTemplateService } from './mail-template-service.ts'

export function addMailTemplateRoutes(router: Router, templates: MailTemplateService): void {
  router.add(contract.listMailTemplates, async () => ({ templates: await templates.list() }))
  router.add(contract.setMailTemplate, async ({ params, body, caller }) => ({
    template: await templates.change(params, body, toStaff(caller)),
  }))
  router.add(contract.resetMailTemplate, async ({ params, caller }) => ({ template: await templates.reset(params, toStaff(caller)) }))
  router.add(contract.previewMailTemplate, ({ params, body }) => templates.preview(params, body))
  router.add(contract.testMailTemplate, ({ params, body, caller }) => templates.test(params, body, caller.session.user, toStaff(caller)))
}

function toStaff({ session, address }: { session: { user: { id: string } }; address: string }): { actor: string; address: string } {
  return { actor: `admin:${session.user.id}`, address }
}
