// OpenAPI 3.1 from the bound contracts at /api/openapi.json, and its page at /api/docs, all from this server.
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { extendZodWithOpenApi, OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from '@asteasolutions/zod-to-openapi'
import { errorBodySchema } from '@motp/shared/protocol/app-error'
import type { Endpoint } from '@motp/shared/protocol/endpoint'
import { errorStatus } from '@motp/shared/protocol/error-code'
import express, { type Router } from 'express'
import { z } from 'zod'

export function createOpenApiPages(endpoints: readonly Endpoint[]): Router {
  extendZodWithOpenApi(z)
  const document = describe(endpoints)
  const router = express.Router()
  router.get('/api/openapi.json', (_request, response) => void response.json(document))
  router.get('/api/docs', (_request, response) => void response.type('html').send(docsPage))
  router.get('/api/docs/start.js', (_request, response) => void response.type('js').send(docsScript))
  router.use('/api/docs', express.static(dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json')), { index: false }))
  return router
}

function describe(endpoints: readonly Endpoint[]): object {
  const registry = new OpenAPIRegistry()
  registry.registerComponent('securitySchemes', 'session', { type: 'apiKey', in: 'cookie', name: '__Host-motp' })
  registry.registerComponent('securitySchemes', 'client', { type: 'http', scheme: 'bearer' })
  for (const endpoint of endpoints) registry.registerPath(toRoute(endpoint))
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'MOTP',
      version: '1',
      description: 'Soft tokens: registration, verification, administration. Times are ms since epoch.',
    },
  })
}

function toRoute(endpoint: Endpoint): RouteConfig {
  const statuses = [...new Set(endpoint.errors.map((code) => errorStatus[code]))]
  const failures = statuses.map((status) => {
    const codes = endpoint.errors.filter((code) => errorStatus[code] === status)
    return [status, { description: codes.join(', '), content: { 'application/json': { schema: errorBodySchema } } }] as const
  })
  const request: NonNullable<RouteConfig['request']> = {}
  if (endpoint.params instanceof z.ZodObject) request.params = endpoint.params
  if (endpoint.query instanceof z.ZodObject) request.query = endpoint.query
  if (endpoint.upload) request.body = { required: true, content: { 'text/csv': { schema: z.string() } } }
  if (endpoint.body) request.body = { required: true, content: { 'application/json': { schema: endpoint.body } } }
  const replyType = replyTypes[endpoint.stream ?? 'none']
  return {
    method: endpoint.method.toLowerCase() as RouteConfig['method'],
    path: endpoint.path.replaceAll(/:(\w+)/g, '{$1}'),
    summary: endpoint.summary,
    security: securityOf(endpoint),
    request,
    responses: { 200: { description: 'Done', content: { [replyType]: { schema: endpoint.reply } } }, ...Object.fromEntries(failures) },
  }
}

const replyTypes = { none: 'application/json', events: 'text/event-stream', download: 'text/csv' }

function securityOf({ access }: Endpoint): NonNullable<RouteConfig['security']> {
  if (access === 'public' || access === 'phone') return []
  return [access === 'client' ? { client: [] } : { session: [] }]
}

const docsPage = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>MOTP API</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><div id="swagger-ui"></div><script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body></html>`
const docsScript = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null })`
