// Stops asking a directory that does not answer: after failures in a row it is left alone for a while, then one caller probes it.
// Pure state; the clock is handed in.
import type { Clock } from '../ports.ts'
import type { DirectoryHealth } from './directory.ts'

export type CircuitBreaker = {
  /** True hands out the permission to ask; each one is followed by `succeeded` or `failed`. */
  mayTry(): boolean
  succeeded(): void
  failed(): void
  health(): DirectoryHealth
}

export type CircuitBreakerOptions = { clock: Clock; failuresToOpen: number; openMs: number }

export function createCircuitBreaker({ clock, failuresToOpen, openMs }: CircuitBreakerOptions): CircuitBreaker {
  let failures = 0
  let closedAgainAt = 0
  let health: DirectoryHealth = 'unknown'

  return {
    mayTry() {
      if (failures < failuresToOpen) return true
      if (clock.now() < closedAgainAt) return false
      // Half open: this caller probes. The others wait for its answer, or for as long again should it never come.
      closedAgainAt = clock.now() + openMs
      return true
    },
    succeeded() {
      failures = 0
      health = 'up'
    },
    failed() {
      failures += 1
      closedAgainAt = clock.now() + openMs
      health = 'down'
    },
    health: () => health,
  }
}
