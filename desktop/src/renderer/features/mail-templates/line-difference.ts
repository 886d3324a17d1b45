// What is different between two texts, line by line: the longest common run of lines stays, the rest went or is new. Pure.
export type LineChange = { kind: 'same' | 'gone' | 'new'; line: string; key: number }

export function compareLines(before: string, after: string): LineChange[] {
  const [a, b] = [before.split('\n'), after.split('\n')]
  const common = countCommon(a, b)
  const changes: Omit<LineChange, 'key'>[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const [old, fresh] = [a[i], b[j]]
    if (old !== undefined && old === fresh) {
      changes.push({ kind: 'same', line: old })
      i += 1
      j += 1
    } else if (old !== undefined && (fresh === undefined || (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0))) {
      changes.push({ kind: 'gone', line: old })
      i += 1
    } else {
      changes.push({ kind: 'new', line: fresh ?? '' })
      j += 1
    }
  }
  return changes.map((change, key) => ({ ...change, key }))
}

/** `[i][j]`: how many lines the ends of both, from there on, have in common in this order. */
function countCommon(a: readonly string[], b: readonly string[]): number[][] {
  const rows: number[][] = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = rows[i] ?? []
      const below = rows[i + 1] ?? []
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0)
    }
  }
  return rows
}
