// How a search of users is carried out: where a page begins, what text begins with what, and which way is quick. Pure.

/** Where a page of the list ended: the list is by account, then by id. */
export type Cursor = { accountKey: string; id: string }

export function writeCursor({ accountKey, id }: Cursor): string {
  return `${id} ${accountKey}`
}

/** Undefined for what is no cursor: the list then begins at its beginning. */
export function readCursor(text: string | undefined): Cursor | undefined {
  const [, id, accountKey] = /^(\S+) (.*)$/s.exec(text ?? '') ?? []
  return id === undefined || accountKey === undefined ? undefined : { id, accountKey }
}

/** The texts that begin with `start`, as a range without its end: no wildcards to escape, and an index can walk it. */
export function rangeOfPrefix(start: string): { from: string; below: string } {
  return { from: start, below: `${start}\u{10FFFF}` }
}

/** Users looked at in one turn when no index leads: few at first, more as long as that is quick, as it is not on a cold disk. */
export const firstSlice = 100
export const nextSlice = (users: number, tookMs: number) => (tookMs < 5 ? Math.min(2 * users, 2000) : users)
/** A page goes on for so long; whoever asks goes on from there. */
export const patienceMs = 60
