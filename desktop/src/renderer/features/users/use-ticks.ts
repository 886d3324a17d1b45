// Which users are ticked: some, one by one, over pages and searches; or all that match the filter, listed or not, until the filter changes.
import { chosenLimit } from '@motp/shared/protocol/admin-bulk'
import { useRef, useState } from 'react'
import type { UserQuery } from './use-users.ts'

/** What is ticked, for whoever does something with it. `count` is null when nobody has counted the matches. */
export type Ticked = { count: number | null; from: UserQuery | readonly string[]; clear: () => void }
export type Ticks = ReturnType<typeof useTicks>

export function useTicks(query: UserQuery) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const [matched, setMatched] = useState<{ key: string; total: number | null }>()
  const shownRef = useRef<HTMLInputElement>(null)
  const key = JSON.stringify(query)
  const matching = matched?.key === key ? matched : undefined

  const clear = () => {
    setIds(new Set())
    setMatched(undefined)
    // The button that was pressed is gone with the last tick.
    shownRef.current?.focus()
  }
  const set = (changed: readonly string[], isTicked: boolean) =>
    setIds((now) => {
      const next = new Set(now)
      for (const id of changed) {
        if (!isTicked) next.delete(id)
        else if (next.size < chosenLimit) next.add(id)
      }
      return next
    })

  return {
    set,
    /** Of the box that ticks all that are listed. */
    shownRef,
    isMatching: matching !== undefined,
    isFull: ids.size >= chosenLimit,
    has: (id: string) => matching !== undefined || ids.has(id),
    tickMatching: (total: number | null) => setMatched({ key, total }),
    ticked: findTicked(),
  }

  function findTicked(): Ticked | undefined {
    if (matching) return { count: matching.total, from: query, clear }
    return ids.size > 0 ? { count: ids.size, from: [...ids], clear } : undefined
  }
}
