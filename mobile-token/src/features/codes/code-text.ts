// A code as people read it and as a screen reader says it.

/** Halves: `287` and `082`, `9428` and `7082`. */
export function splitCode(code: string): [string, string] {
  const middle = code.length / 2
  return [code.slice(0, middle), code.slice(middle)]
}

/** `2 8 7, 0 8 2`: digit by digit, with a breath in the middle. */
export function spellCode(code: string): string {
  return splitCode(code)
    .map((half) => half.split('').join(' '))
    .join(', ')
}

/** Whole seconds until the step ends, at least 1 so that a shown code is never said to be over. */
export function remainingSeconds(nowMs: number, endsAtMs: number): number {
  return Math.max(1, Math.ceil((endsAtMs - nowMs) / 1000))
}
