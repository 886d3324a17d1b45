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

const usersPerStep = 10_000
/** Each user's groups are one look more, somewhere in an index of millions. */
const usersPerStepByGroup = 2500

/** Users whom one page looks at when no index leads: some 50 ms. Whoever asks goes on from there. */
export function stepOf({ group }: { group?: string | undefined }): number {
  return group === undefined ? usersPerStep : usersPerStepByGroup
}
