// The web side of the server: every route, page and header, in the order in which a request meets them.
import type { RequestListener } from 'node:http'
import { AppError } from '@motp/shared/protocol/app-error'
import { verifyCode } from '@motp/shared/protocol/verification'
import express from 'express'
import { addApprovalRoutes } from './approvals/approval-routes.ts'
import { addAuditRoutes } from './audit/audit-routes.ts'
import { addRefusalRoutes } from './audit/refusal-routes.ts'
import { addBrandRoutes } from './brand/brand-routes.ts'
import { createLogoPage } from './brand/logo-page.ts'
import { addBulkRoutes } from './bulk/bulk-routes.ts'
import { addClientRoutes } from './clients/client-routes.ts'
import { createValidateDoors } from './clients/validate-routes.ts'
import { createVerifyDoor } from './clients/verify-routes.ts'
import type { Parts } from './compose.ts'
import type { Config } from './config.ts'
import { addEnrollmentRoutes } from './enrollment/enrollment-routes.ts'
import { addLandingPage } from './enrollment/landing-page.ts'
import { addProvisioningRoutes } from './enrollment/provisioning-routes.ts'
import { addHealthRoutes } from './health/health-routes.ts'
import { createErrorHandler, createErrorReporter } from './http/error-response.ts'
import { createFastDoor } from './http/fast-door.ts'
import { createOpenApiPages } from './http/openapi.ts'
import { createRouter, refuseOtherMethods } from './http/router.ts'
import { createSecurityHeaders } from './http/security-headers.ts'
import { createStaticPages } from './http/static-pages.ts'
import { getVisitor, greetVisitor } from './http/visitor.ts'
import { addLeaverRoutes } from './leavers/leaver-routes.ts'
import { createDemoInbox } from './notices/demo-inbox-page.ts'
import { addMailTemplateRoutes } from './notices/mail-template-routes.ts'
import { addOverviewRoutes } from './overview/overview-routes.ts'
import { addPolicyRoutes } from './policies/policy-routes.ts'
import type { Ports } from './ports.ts'
import { addReportRoutes } from './reports/report-routes.ts'
import { addSessionRoutes } from './sessions/session-routes.ts'
import { addSetupRoutes } from './setup/setup-routes.ts'
import { addAdminTokenRoutes } from './tokens/admin-token-routes.ts'
import { addTokenRoutes } from './tokens/token-routes.ts'
import { addAdminUserRoutes } from './users/admin-user-routes.ts'

export function createApp(config: Config, ports: Ports, parts: Parts): RequestListener {
  const app = express()
  app.disable('x-powered-by').set('trust proxy', config.trustProxy).set('query parser', 'simple')
  app.use(greetVisitor, ...createSecurityHeaders({ isHttps: config.mode === 'production' && config.publicOrigin.startsWith('https:') }))
  app.use(['/api', '/provision'], (_request, response, next) => {
    response.set('cache-control', 'no-store')
    next()
  })
  const router = createRoutes(config, parts)
  app.use(router.express)
  addHealthRoutes(app, {
    canWrite: parts.canWrite,
    directories: () => parts.directories.health(),
    now: () => ports.clock.now(),
  })
  addLandingPage(app, (request) => getVisitor(request).language)
  if (parts.inbox) app.use(createDemoInbox(parts.inbox))
  app.use(createOpenApiPages([...router.endpoints, verifyCode]))
  app.use(createLogoPage(parts.brand))
  app.use(createStaticPages(config.folders, () => parts.brand.current()))
  app.use(() => {
    throw new AppError('not-found')
  })
  const report = createErrorReporter(ports.log, ports.clock)
  app.use(createErrorHandler(report))
  const { clock } = ports
  const doors = [createVerifyDoor(parts), ...createValidateDoors({ ...parts, clock })]
  return createFastDoor({ doors, next: app, trustProxy: config.trustProxy, report })
}

function createRoutes(config: Config, parts: Parts) {
  const router = createRouter({ allowedOrigins: config.allowedOrigins, findSession: parts.sessions.find })
  addSessionRoutes(router, parts)
  addTokenRoutes(router, parts.tokens)
  addEnrollmentRoutes(router, parts)
  addProvisioningRoutes(router, parts)
  addAuditRoutes(router, parts.audit)
  addPolicyRoutes(router, parts)
  addBrandRoutes(router, parts.brand)
  addMailTemplateRoutes(router, parts.mailTemplates)
  addBulkRoutes(router, parts)
  addLeaverRoutes(router, parts.leavers)
  addReportRoutes(router, parts.reports)
  addSetupRoutes(router, parts.setup)
  addAdminTokenRoutes(router, parts.adminTokens)
  addAdminUserRoutes(router, parts)
  addApprovalRoutes(router, { ...parts, now: () => parts.ports.clock.now() })
  addRefusalRoutes(router, parts.audit)
  addOverviewRoutes(router, parts.overview)
  addClientRoutes(router, parts.clients)
  refuseOtherMethods(router)
  return router
}
