// The brand as administrators change it; what they save is seen in their own console at once.
import { type BrandSettings, getBrandSettings, setBrand } from '@motp/shared/protocol/brand'
import type { Input } from '@motp/shared/protocol/endpoint'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../../ui/api-context.ts'
import { brandKey } from '../../ui/brand-context.ts'

const settingsKey = ['it', 'brand'] as const

export function useBrandSettings() {
  const api = useApi()
  // What is edited must not change under the hand: the revision tells when somebody else was faster.
  return useQuery({ queryKey: settingsKey, queryFn: ({ signal }) => api.call(getBrandSettings, {}, signal), refetchOnWindowFocus: false })
}

export function useSetBrand() {
  const api = useApi()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: Input<typeof setBrand>['body']) => api.call(setBrand, { body }),
    onSuccess: (settings: BrandSettings) => {
      queries.setQueryData(settingsKey, settings)
      queries.setQueryData(brandKey, settings.brand)
    },
  })
}
