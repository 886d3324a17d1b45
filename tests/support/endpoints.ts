// Every endpoint of the product, gathered from the contracts as they lie in the folder: a new one is tested without being listed anywhere.
import { readdirSync } from 'node:fs'
import type { Endpoint } from '@motp/shared/protocol/endpoint'

export type NamedEndpoint = { name: string; endpoint: Endpoint }

const folder = new URL('../../shared/src/protocol/', import.meta.url)
const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
const contracts = await Promise.all(files.map((file) => import(new URL(file, folder).href) as Promise<Record<string, unknown>>))

export const allEndpoints: readonly NamedEndpoint[] = contracts.flatMap((values) =>
  Object.entries(values).flatMap(([name, value]) => (isEndpoint(value) ? [{ name, endpoint: value }] : [])),
)

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'access' in value
}
