// One user as server state, and everything that IT may do: each action renews what stands on the page.
import * as admin from '@motp/shared/protocol/admin'
import { type ApprovalAction, requestApproval } from '@motp/shared/protocol/admin-approvals'
import * as contract from '@motp/shared/protocol/admin-users'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../../ui/api-context.ts'

const userKey = (userId: string) => ['it', 'user', userId] as const

export function useUser(userId: string) {
  const api = useApi()
  return useQuery({ queryKey: userKey(userId), queryFn: ({ signal }) => api.call(contract.getUser, { params: { userId } }, signal) })
}

export function useTimeline(userId: string) {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: [...userKey(userId), 'timeline'],
    queryFn: ({ pageParam, signal }) =>
      api.call(contract.listTimeline, { params: { userId }, query: pageParam === null ? {} : { before: pageParam } }, signal),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    select: ({ pages }) => pages.flatMap(({ events }) => events),
  })
}

export type UserAction = 'suspend' | 'resume' | 'reset' | 'unlock' | 'extend' | 'resync' | 'activation-code' | 'sign-out'
export type ActionInput = {
  action: UserAction
  tokenId: string
  reason: string
  days: number
  codes: [string, string]
  needsApproval: boolean
}
/** `number`: seconds for a clock, sessions for a sign-out. */
export type ActionResult = { isRequested: boolean; number: number; code?: { groups: string[]; expiresAt: number } }

const tokenChanges = {
  suspend: admin.adminSuspendToken,
  resume: admin.adminResumeToken,
  reset: admin.adminResetToken,
  unlock: admin.adminUnlockToken,
} as const

export function useUserAction(userId: string) {
  const api = useApi()
  const queries = useQueryClient()

  async function run({ action, tokenId, reason, days, codes, needsApproval }: ActionInput): Promise<ActionResult> {
    const done = { isRequested: false, number: 0 }
    if (needsApproval) {
      const extra = action === 'extend' ? { days } : {}
      await api.call(requestApproval, { body: { action: action as ApprovalAction, userId, reason, ...extra } })
      return { ...done, isRequested: true }
    }
    if (action === 'activation-code') {
      return { ...done, code: await api.call(admin.issueActivationCode, { params: { userId }, body: { reason } }) }
    }
    if (action === 'sign-out') {
      return { ...done, number: (await api.call(contract.signUserOut, { params: { userId }, body: { reason } })).ended }
    }
    const params = { tokenId }
    if (action === 'resync') {
      return { ...done, number: (await api.call(admin.adminResyncToken, { params, body: { reason, codes } })).offsetSeconds }
    }
    if (action === 'extend') await api.call(contract.adminExtendToken, { params, body: { reason, days } })
    else await api.call(tokenChanges[action], { params, body: { reason } })
    return done
  }

  return useMutation({ mutationFn: run, onSettled: () => queries.invalidateQueries({ queryKey: ['it'] }) })
}

export function useAddNote(userId: string) {
  const api = useApi()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (text: string) => api.call(contract.addNote, { params: { userId }, body: { text } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: userKey(userId) }),
  })
}

export function useProveCaller(userId: string) {
  const api = useApi()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: { kind: 'code' | 'mailed-code'; code: string }) => api.call(contract.proveCaller, { params: { userId }, body }),
    onSettled: () => queries.invalidateQueries({ queryKey: userKey(userId) }),
  })
}

export function useMailCallerCode(userId: string) {
  const api = useApi()
  return useMutation({ mutationFn: () => api.call(contract.mailCallerCode, { params: { userId } }) })
}
