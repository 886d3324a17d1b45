// Requests for a second administrator as server state; the list renews itself while it is looked at.
import { declineApproval, grantApproval, listApprovals } from '@motp/shared/protocol/admin-approvals'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../../ui/api-context.ts'

const renewEveryMs = 15_000

export function useApprovals() {
  const api = useApi()
  return useQuery({
    queryKey: ['it', 'approvals'],
    queryFn: ({ signal }) => api.call(listApprovals, {}, signal).then(({ approvals }) => approvals),
    refetchInterval: renewEveryMs,
  })
}

export function useDecision() {
  const api = useApi()
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries({ queryKey: ['it'] })
  const grant = useMutation({ mutationFn: (approvalId: string) => api.call(grantApproval, { params: { approvalId } }), onSettled })
  const decline = useMutation({ mutationFn: (approvalId: string) => api.call(declineApproval, { params: { approvalId } }), onSettled })
  return { grant, decline }
}
