// Every endpoint of the product, gathered from the contracts: a new one is tested without being listed anywhere.
import * as admin from '@motp/shared/protocol/admin'
import type { Endpoint } from '@motp/shared/protocol/endpoint'
import * as enrollments from '@motp/shared/protocol/enrollments'
import * as provisioning from '@motp/shared/protocol/provisioning'
import * as session from '@motp/shared/protocol/session'
import * as tokens from '@motp/shared/protocol/tokens'

export type NamedEndpoint = { name: string; endpoint: Endpoint }

export const allEndpoints: readonly NamedEndpoint[] = [admin, enrollments, provisioning, session, tokens].flatMap((contracts) =>
  Object.entries<unknown>(contracts).flatMap(([name, value]) => (isEndpoint(value) ? [{ name, endpoint: value }] : [])),
)

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'access' in value
}
