// Hands the API client down to the features; made once in app/.
import type { ApiClient } from '@motp/shared/client/api-client'
import { createContext, useContext } from 'react'

const ApiContext = createContext<ApiClient | undefined>(undefined)

export const ApiProvider = ApiContext.Provider

export function useApi(): ApiClient {
  const api = useContext(ApiContext)
  if (!api) throw new Error('useApi needs an ApiProvider above it')
  return api
}
