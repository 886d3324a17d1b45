// What the server is connected to, its clients, and tests.
import { getSetup, testClient, testDirectory, testMail, testRadius } from '@motp/shared/protocol/admin-setup'
import { addClient, type Client, listClients, type NewClient, removeClient, rotateClient } from '@motp/shared/protocol/clients'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../../ui/api-context.ts'

const clientsKey = ['it', 'clients'] as const

export function useSetup() {
  const api = useApi()
  return useQuery({ queryKey: ['it', 'setup'], queryFn: ({ signal }) => api.call(getSetup, {}, signal) })
}

export function useClients() {
  const api = useApi()
  return useQuery({ queryKey: clientsKey, queryFn: ({ signal }) => api.call(listClients, {}, signal).then(({ clients }) => clients) })
}

/** Add, replace the key, remove. The answer of the first two holds the key, once. */
export function useClientChanges() {
  const api = useApi()
  const queries = useQueryClient()
  const onSuccess = () => queries.invalidateQueries({ queryKey: clientsKey })
  return {
    add: useMutation({ mutationFn: (body: NewClient) => api.call(addClient, { body }), onSuccess }),
    rotate: useMutation({ mutationFn: ({ id }: Client) => api.call(rotateClient, { params: { clientId: id } }), onSuccess }),
    remove: useMutation({ mutationFn: ({ id }: Client) => api.call(removeClient, { params: { clientId: id } }), onSuccess }),
  }
}

export function useTestDirectory(name: string) {
  const api = useApi()
  return useMutation({ mutationFn: (account: string) => api.call(testDirectory, { params: { name }, body: { account } }) })
}

export function useTestMail() {
  const api = useApi()
  return useMutation({ mutationFn: () => api.call(testMail, {}) })
}

export function useTestRadius() {
  const api = useApi()
  return useMutation({ mutationFn: () => api.call(testRadius, {}).then(({ findings }) => findings) })
}

export function useTestClient(clientId: string) {
  const api = useApi()
  return useMutation({
    mutationFn: (body: { address: string; key: string }) =>
      api.call(testClient, { params: { clientId }, body }).then(({ findings }) => findings),
  })
}
