// Chance that is the same in every run: of a site's rows by their number, of its trail by a seed.

/** SQL: 0 to 999 by the row's number; another `salt` throws other dice. Knuth's multiplicative hash, so that neighbours differ. */
export function diceOf(row: string, salt: number): string {
  return `((${row} * ${2_654_435_761 + salt * 81_006_002} >> 11) % 1000)`
}

/** 0 to 1 (Marsaglia's xorshift32). */
export function createDice(seed: number): () => number {
  let state = seed | 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 0x1_0000_0000
  }
}

/** One of these, as often as its weight says. */
export function pickWeighted<T extends { weight: number }>(list: readonly T[], dice: () => number): T {
  const total = list.reduce((sum, { weight }) => sum + weight, 0)
  let left = dice() * total
  const found = list.find(({ weight }) => {
    left -= weight
    return left < 0
  })
  const chosen = found ?? list.at(-1)
  if (!chosen) throw new Error('nothing to pick from')
  return chosen
}
