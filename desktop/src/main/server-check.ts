// Asks a server whether it is one of ours and new enough, and says in one word what is wrong if not.
import { apiLevel, liveSchema } from '@motp/shared/protocol/api-level'

export type TroubleKind = 'no-network' | 'unreachable' | 'certificate' | 'not-motp' | 'older-server' | 'wrong-settings'

/** `details` are for IT, to be copied: technical, in English, without anything secret. */
export type Trouble = { kind: TroubleKind; details: string }

export type CheckDeps = {
  fetch: (url: string, request: RequestInit) => Promise<Response>
  isOnline: () => boolean
  /** The refused certificate in words, if the last failure was about one. */
  describeRefusedCertificate: () => string | undefined
}

const timeoutMs = 8_000

/** Undefined when all is well. */
export async function checkServer(origin: string, deps: CheckDeps): Promise<Trouble | undefined> {
  const url = `${origin}/health/live`
  let answer: Response
  let body: unknown
  try {
    answer = await deps.fetch(url, {
      credentials: 'omit',
      redirect: 'error',
      cache: 'no-store',
      signal: AbortSignal.timeout(timeoutMs),
    })
    body = await answer.json().catch(() => undefined)
  } catch (error) {
    return explainFailure(url, error, deps)
  }
  const live = liveSchema.safeParse(body)
  if (!answer.ok || !live.success) return { kind: 'not-motp', details: `${url}\nHTTP ${answer.status}, not the answer of a MOTP server` }
  if (live.data.apiLevel < apiLevel) {
    return { kind: 'older-server', details: `${url}\nAPI level ${live.data.apiLevel}, this program needs ${apiLevel}` }
  }
  return undefined
}

function explainFailure(url: string, error: unknown, deps: CheckDeps): Trouble {
  const reason = error instanceof Error ? error.message : String(error)
  if (/ERR_(CERT|SSL)_/.test(reason)) {
    return { kind: 'certificate', details: [url, reason, deps.describeRefusedCertificate() ?? ''].join('\n').trim() }
  }
  const isOffline = /ERR_(INTERNET_DISCONNECTED|NETWORK_CHANGED)/.test(reason) || !deps.isOnline()
  return { kind: isOffline ? 'no-network' : 'unreachable', details: `${url}\n${reason}` }
}
