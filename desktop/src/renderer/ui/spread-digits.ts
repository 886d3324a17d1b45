// Typing and pasting into a row of digit groups: what lands in which group, and where the cursor goes. Pure.

export const digitsPerGroup = 6

export type SpreadDigits = { groups: string[]; focus: number }

/** Digits alone, full-width ones made plain; everything else a person types between them is dropped. */
export function digitsOf(typed: string): string {
  return typed.normalize('NFKC').replaceAll(/\D/g, '')
}

/**
 * The groups after `typed` stands in the field at `position`. What does not fit flows into the next groups;
 * a paste of every group at once fills them from the first, wherever it was pasted.
 */
export function spreadDigits(groups: readonly string[], position: number, typed: string): SpreadDigits {
  const digits = digitsOf(typed)
  const start = digits.length >= groups.length * digitsPerGroup ? 0 : position
  const next = [...groups]
  let rest = digits
  let at = start
  next[at] = rest.slice(0, digitsPerGroup)
  rest = rest.slice(digitsPerGroup)
  while (rest && at + 1 < groups.length) {
    at += 1
    next[at] = rest.slice(0, digitsPerGroup)
    rest = rest.slice(digitsPerGroup)
  }
  const isFull = next[at]?.length === digitsPerGroup
  return { groups: next, focus: isFull && at + 1 < groups.length ? at + 1 : at }
}
