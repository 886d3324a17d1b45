// How server state is kept: fresh on focus, one retry when the server did not answer, never paused by the browser's offline guess.
import { AppError } from '@motp/shared/protocol/app-error'
import { QueryClient } from '@tanstack/react-query'

export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: 10_000,
        retry: (failures, error) => failures < 1 && error instanceof AppError && error.code === 'unavailable',
      },
      mutations: { networkMode: 'always' },
    },
  })
}
