// Where an action that lacks a proof waits while the user is asked. One request at a time; the dialog listens here.

export type ProofRequest = {
  /** How many more proofs the action needs, and which kinds may be shown. */
  needed: number
  kinds: readonly string[]
}

export type ProofDesk = {
  /** Resolves true after a proof was accepted, false when the user gave up. */
  ask: (request: ProofRequest) => Promise<boolean>
  settle: (isProven: boolean) => void
  current: () => ProofRequest | undefined
  subscribe: (listener: () => void) => () => void
}

type Waiting = { request: ProofRequest; resolve: (isProven: boolean) => void }

export function createProofDesk(): ProofDesk {
  const listeners = new Set<() => void>()
  let waiting: Waiting | undefined

  function change(next: Waiting | undefined): void {
    waiting = next
    for (const listener of listeners) listener()
  }

  function settle(isProven: boolean): void {
    const settled = waiting
    change(undefined)
    settled?.resolve(isProven)
  }

  return {
    ask: (request) => {
      // A second action must not take the answer meant for the first.
      settle(false)
      return new Promise((resolve) => change({ request, resolve }))
    },
    settle,
    current: () => waiting?.request,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
