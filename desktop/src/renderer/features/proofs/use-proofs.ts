// Handing in a proof, and having a code mailed.
import { addProof, mailCode, type ProofKind } from '@motp/shared/protocol/session'
import { useMutation } from '@tanstack/react-query'
import { useApi } from '../../ui/api-context.ts'

export function useAddProof() {
  const api = useApi()
  return useMutation({ mutationFn: (proof: { kind: ProofKind; value: string }) => api.call(addProof, { body: proof }) })
}

export function useMailCode() {
  const api = useApi()
  return useMutation({ mutationFn: () => api.call(mailCode, {}) })
}
