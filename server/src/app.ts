// The web side of the server: every route, page and header, in the order in which a request meets them.
import { AppError } from '@motp/shared/protocol/app-error'
import express, { type Express } from 'express'
import { sql } from 'kysely'
import { addAuditRoutes } from './audit/audit-routes.ts'
import { createAuditService } from './audit/audit-service.ts'
import type { Parts } from './compose.ts'
import type { Config } from './config.ts'
import { addEnrollmentRoutes } from './enrollment/enrollment-routes.ts'
import { addLandingPage } from './enrollment/landing-page.ts'
import { addProvisioningRoutes } from './enrollment/provisioning-routes.ts'
import { addHealthRoutes } from './health/health-routes.ts'
import { createErrorHandler } from './http/error-response.ts'
import { createOpenApiPages } from './http/openapi.ts'
import { createRouter, refuseOtherMethods } from './http/router.ts'
import { createSecurityHeaders } from './http/security-headers.ts'
import { createStaticPages } from './http/static-pages.ts'
import { getVisitor, greetVisitor } from './http/visitor.ts'
import { createDemoInbox } from './notices/demo-inbox-page.ts'
import { addPolicyRoutes } from './policies/policy-routes.ts'
import type { Ports } from './ports.ts'
import { addSessionRoutes } from './sessions/session-routes.ts'
import { addAdminTokenRoutes } from './tokens/admin-token-routes.ts'
import { addTokenRoutes } from './tokens/token-routes.ts'
import { addAdminUserRoutes } from './users/admin-user-routes.ts'

export function createApp(config: Config, ports: Ports, parts: Parts): Express {
  const app = express()
  app.disable('x-powered-by').set('trust proxy', config.trustProxy).set('query parser', 'simple')
  app.use(greetVisitor, ...createSecurityHeaders({ isHttps: config.publicOrigin.startsWith('https:') }))
  app.use(['/api', '/provision'], (_request, response, next) => {
    response.set('cache-control', 'no-store')
    next()
  })
  const router = createRoutes(config, parts)
  app.use(router.express)
  addHealthRoutes(app, {
    askDatabase: () => sql`select 1`.execute(parts.database.db),
    directories: () => parts.directories.health(),
    now: () => ports.clock.now(),
  })
  addLandingPage(app, (request) => getVisitor(request).language)
  if (parts.inbox) app.use(createDemoInbox(parts.inbox))
  app.use(createOpenApiPages(router.endpoints))
  app.use(createStaticPages(config.folders))
  app.use(() => {
    throw new AppError('not-found')
  })
  app.use(createErrorHandler(ports.log, ports.clock))
  return app
}

function createRoutes(config: Config, parts: Parts) {
  const router = createRouter({ allowedOrigins: config.allowedOrigins, findSession: parts.sessions.find })
  addSessionRoutes(router, parts)
  addTokenRoutes(router, parts.tokens)
  addEnrollmentRoutes(router, parts)
  addProvisioningRoutes(router, parts)
  addAuditRoutes(router, createAuditService(parts.database))
  addPolicyRoutes(router, parts.policies)
  addAdminTokenRoutes(router, parts.adminTokens)
  addAdminUserRoutes(router, parts)
  refuseOtherMethods(router)
  return router
}
