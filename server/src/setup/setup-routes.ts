// /api/v1/admin/setup: what the server is connected to, and tests of it.
import { getSetup, testClient, testDirectory, testMail, testRadius } from '@motp/shared/protocol/admin-setup'
import type { Router } from '../http/router.ts'
import type { SetupService } from './setup-service.ts'

export function addSetupRoutes(router: Router, setup: SetupService): void {
  router.add(getSetup, () => setup.describe())
  router.add(testDirectory, ({ params, body }) => setup.testDirectory(params.name, body.account))
  router.add(testMail, ({ caller: { session, address, language } }) =>
    setup.testMail(session.user, { actor: `admin:${session.user.id}`, address, language }),
  )
  router.add(testRadius, async () => ({ findings: await setup.testRadius() }))
  router.add(testClient, async ({ params, body }) => ({ findings: await setup.testClient(params.clientId, body) }))
}
