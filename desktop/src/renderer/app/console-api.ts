// The API as the console's features see it: a lost session and a missing proof are dealt with here, once for all actions.
import { type ApiClient, createApiClient } from '@motp/shared/client/api-client'
import { AppError } from '@motp/shared/protocol/app-error'
import type { Endpoint, Input, Reply } from '@motp/shared/protocol/endpoint'
import type { Language } from '@motp/shared/protocol/language'
import type { ProofRequest } from '../features/proofs/proof-desk.ts'

export type ConsoleApiOptions = {
  language: () => Language
  /** Resolves true when another proof was accepted, false when the user gave up. */
  askForProofs: (request: ProofRequest) => Promise<boolean>
  onSessionLost: () => void
  fetch?: typeof globalThis.fetch
}

export function createConsoleApi(options: ConsoleApiOptions): ApiClient {
  const client = createApiClient({ origin: '', language: options.language, ...(options.fetch ? { fetch: options.fetch } : {}) })

  async function call<E extends Endpoint>(endpoint: E, input: Input<E>, signal?: AbortSignal): Promise<Reply<E>> {
    try {
      return await client.call(endpoint, input, signal)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      if (error.code === 'session-required' || error.code === 'session-expired') options.onSessionLost()
      const request = readProofRequest(error)
      // The action goes on by itself after each accepted proof; the server decides whether that was enough.
      if (request && (await options.askForProofs(request))) return call(endpoint, input, signal)
      throw error
    }
  }
  return { call }
}

function readProofRequest({ code, details }: AppError): ProofRequest | undefined {
  if (code === 'activation-code-required') return { needed: 1, kinds: ['activation-code'] }
  if (code !== 'proof-required') return undefined
  return { needed: details.proofsNeeded ?? 1, kinds: details.proofKinds ?? ['password'] }
}
