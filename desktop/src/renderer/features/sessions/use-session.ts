// The session of this page as server state: read, opened, prolonged, closed.
import type { ApiClient } from '@motp/shared/client/api-client'
import { AppError } from '@motp/shared/protocol/app-error'
import { extendSession, getSession, type SessionView, signIn, signOut } from '@motp/shared/protocol/session'
import { type QueryClient, skipToken, type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useLanguage } from '../../i18n/use-language.ts'
import { useApi } from '../../ui/api-context.ts'

export const sessionKey = ['session'] as const

/** `null` is a fact, not a failure: nobody is signed in. */
export function useSession(): UseQueryResult<SessionView | null> {
  const api = useApi()
  return useQuery({
    queryKey: sessionKey,
    queryFn: ({ signal }) => readSession(api, signal),
    staleTime: Number.POSITIVE_INFINITY,
    // Another window may have signed in or out, or time may have run out behind a closed lid.
    refetchOnWindowFocus: 'always',
  })
}

/** What is known without asking: public pages greet a signed-in user but never send a request to find out. */
export function useKnownSession(): SessionView | undefined {
  const { data } = useQuery<SessionView | null>({ queryKey: sessionKey, queryFn: skipToken })
  return data ?? undefined
}

async function readSession(api: ApiClient, signal: AbortSignal): Promise<SessionView | null> {
  try {
    return await api.call(getSession, {}, signal)
  } catch (error) {
    if (error instanceof AppError && (error.code === 'session-required' || error.code === 'session-expired')) return null
    throw error
  }
}

export function useSignIn() {
  const api = useApi()
  const queries = useQueryClient()
  const { language } = useLanguage()
  return useMutation({
    mutationFn: (typed: { account: string; secret: string }) => api.call(signIn, { body: { ...typed, language } }),
    onSuccess: (session) => {
      forgetUser(queries)
      queries.setQueryData(sessionKey, session)
    },
  })
}

export function useSignOut() {
  const api = useApi()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => api.call(signOut, {}),
    onSuccess: () => {
      forgetUser(queries)
      queries.setQueryData(sessionKey, null)
    },
  })
}

/** Nothing of an earlier user may be left to be seen. */
function forgetUser(queries: QueryClient): void {
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] })
}

export function useExtendSession() {
  const api = useApi()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => api.call(extendSession, {}),
    onSuccess: (session) => queries.setQueryData(sessionKey, session),
  })
}
