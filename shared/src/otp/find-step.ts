// Which time step of a window a code belongs to. The work does not depend on where, or whether, the code matches.
import { encodeUtf8, equalBytes } from '../encoding/bytes.ts'
import type { OtpParameters } from './otp-parameters.ts'
import { generateCode } from './totp.ts'

/** Steps `from` to `to`, both included. */
type Window = { seed: Uint8Array; parameters: OtpParameters; from: number; to: number }

/** The step whose code this is. When several match (one code in a million), the one nearest to the middle of the window. */
export function findStep({ code, ...window }: Window & { code: string }): number | undefined {
  return nearestToMiddle(window, matchingSteps(window, code))
}

/** For resynchronisation (RFC 4226 7.4): two codes of consecutive steps. Answers the step of the second. */
export function findConsecutiveSteps({
  codes: [first, second],
  ...window
}: Window & { codes: readonly [string, string] }): number | undefined {
  const firstSteps = new Set(matchingSteps(window, first))
  const secondSteps = matchingSteps(window, second)
  return nearestToMiddle(
    window,
    secondSteps.filter((step) => firstSteps.has(step - 1)),
  )
}

function matchingSteps({ seed, parameters, from, to }: Window, code: string): number[] {
  const typed = encodeUtf8(code)
  const matching: number[] = []
  for (let step = Math.max(from, 0); step <= to; step++) {
    if (equalBytes(encodeUtf8(generateCode(seed, parameters, step)), typed)) matching.push(step)
  }
  return matching
}

function nearestToMiddle({ from, to }: Window, steps: readonly number[]): number | undefined {
  const middle = (from + to) / 2
  return steps.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0]
}
