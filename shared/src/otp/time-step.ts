// Time as RFC 6238 counts it: T = floor(unix time / X), with T0 = 0 (section 4.2).

/** `atMs`: ms since epoch. */
export function timeStep(atMs: number, periodSeconds: number): number {
  return Math.floor(atMs / (periodSeconds * 1000))
}

/** ms since epoch at which the next step begins. */
export function stepEndsAt(step: number, periodSeconds: number): number {
  return (step + 1) * periodSeconds * 1000
}
