// Which time step of a window a code belongs to. The work does not depend on where, or whether, the code matches.

/** The code of a time step, from whichever form the seed is kept in. */
export type CodeAt = (step: number) => string

/** Steps `from` to `to`, both included. */
type Window = { codeAt: CodeAt; from: number; to: number }

/** The step whose code this is. When several match (one code in a million), the one nearest to the middle of the window. */
export function findStep({ code, ...window }: Window & { code: string }): number | undefined {
  return nearestToMiddle(window, matchingSteps(listCodes(window), code))
}

/** For resynchronisation (RFC 4226 7.4): two codes of consecutive steps. Answers the step of the second. */
export function findConsecutiveSteps({
  codes: [first, second],
  ...window
}: Window & { codes: readonly [string, string] }): number | undefined {
  const codes = listCodes(window)
  const firstSteps = new Set(matchingSteps(codes, first))
  const secondSteps = matchingSteps(codes, second)
  return nearestToMiddle(
    window,
    secondSteps.filter((step) => firstSteps.has(step - 1)),
  )
}

type StepCode = { step: number; code: string }

/** Each code once: they are what costs. */
function listCodes({ codeAt, from, to }: Window): StepCode[] {
  const codes: StepCode[] = []
  for (let step = Math.max(from, 0); step <= to; step++) codes.push({ step, code: codeAt(step) })
  return codes
}

function matchingSteps(codes: readonly StepCode[], code: string): number[] {
  return codes.filter((one) => equalCodes(one.code, code)).map(({ step }) => step)
}

/** Takes the same time wherever two codes of one length differ. */
function equalCodes(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let index = 0; index < a.length; index++) difference |= a.charCodeAt(index) ^ b.charCodeAt(index)
  return difference === 0
}

function nearestToMiddle({ from, to }: Window, steps: readonly number[]): number | undefined {
  if (steps.length < 2) return steps[0]
  const middle = (from + to) / 2
  return steps.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0]
}
