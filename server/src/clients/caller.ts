// Which client sends a request over HTTP, and whether it still may in this minute.
import type { IncomingHttpHeaders } from 'node:http'
import { AppError } from '@motp/shared/protocol/app-error'
import type { Client } from './client.ts'
import type { ClientRegistry } from './client-registry.ts'
import type { RequestAllowance } from './request-allowance.ts'

export type CallerDeps = { registry: Pick<ClientRegistry, 'findByKey' | 'findByAddress'>; allowance: RequestAllowance }

/** The key in `Authorization: Bearer KEY`; undefined without that header. */
export function readBearerKey({ authorization }: IncomingHttpHeaders): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1]
}

/** As privacyIDEA's callers send it: bare or as a bearer, in either header; undefined when none was sent, empty when one cannot be read. */
export function readAnyKey(headers: IncomingHttpHeaders): string | undefined {
  const sent = headers.authorization ?? headers['pi-authorization']
  return sent === undefined ? undefined : (/^(?:Bearer +)?(\S+)$/i.exec(String(sent).trim())?.[1] ?? '')
}

/** Throws `client-refused`, the same for a wrong key and a wrong address, and `too-many-requests`. */
export async function identifyByKey({ registry, allowance }: CallerDeps, key: string, address: string): Promise<Client> {
  return admit(allowance, await registry.findByKey(key, address))
}

/** For callers that cannot send a key: the address alone. */
export async function identifyByAddress({ registry, allowance }: CallerDeps, address: string): Promise<Client> {
  return admit(allowance, await registry.findByAddress(address))
}

async function admit(allowance: RequestAllowance, client: Client | undefined): Promise<Client> {
  if (!client) throw new AppError('client-refused')
  await allowance.take(client)
  return client
}
