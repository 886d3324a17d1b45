// Damm check digits over a quasigroup of order 10: every wrong digit and every adjacent swap is caught.
// The state before the first digit says which place a group belongs to, so a group is right in one place only.

const dammTable = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
] as const

/** The digit that, put after `digits`, brings the walk from `startState` to `finalState`. */
export function dammCheckDigit(digits: string, startState: number, finalState: number): string {
  const row = dammTable[walk(digits, startState)] ?? ''
  return String(row.indexOf(String(finalState)))
}

/** `digits`: ASCII digits with the check digit last. */
export function isDammValid(digits: string, startState: number, finalState: number): boolean {
  return walk(digits, startState) === finalState
}

function walk(digits: string, startState: number): number {
  let state = startState
  for (const digit of digits) state = Number(dammTable[state]?.[Number(digit)])
  return state
}
