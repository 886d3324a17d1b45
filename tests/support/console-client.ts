// The console without a screen: the typed client with a cookie jar and the headers that a browser sends.
import { type ApiClient, createApiClient } from '@motp/shared/client/api-client'
import type { Language } from '@motp/shared/protocol/language'
import { type SessionView, signIn } from '@motp/shared/protocol/session'

export type ConsoleClient = ApiClient & {
  /** `name=value` of the session, empty before sign-in. */
  cookie: () => string
  signIn: (account: string, secret?: string) => Promise<SessionView>
}

export function createConsoleClient(origin: string, language: Language = 'zh-TW'): ConsoleClient {
  let cookie = ''
  const api = createApiClient({
    origin,
    language: () => language,
    headers: () => ({ origin, 'sec-fetch-site': 'same-origin', ...(cookie === '' ? {} : { cookie }) }),
    fetch: async (url, request) => {
      const response = await fetch(url, request)
      const [set] = response.headers.getSetCookie()
      if (set !== undefined) cookie = set.split(';')[0] ?? ''
      return response
    },
  })
  return {
    ...api,
    cookie: () => cookie,
    signIn: (account, secret = 'demo-password') => api.call(signIn, { body: { account, secret } }),
  }
}
