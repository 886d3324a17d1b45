// Memory for those who ask again, of many more than there is room for. When it is full, one of eight newcomers takes the place of whoever has
// not asked for longest: those who ask once would only push out the others, and leave garbage behind.
import { LRUCache } from 'lru-cache'

export type BoundedCache<Value extends object> = {
  get(key: string): Value | undefined
  /** Whether it is kept; always when it is already, or while there is room. */
  offer(key: string, value: Value): boolean
  delete(key: string): void
  clear(): void
  isFull(): boolean
}

const newcomersPerPlace = 8

/** `onLeave`: of what is no longer kept, not of what took a new value. */
export function createBoundedCache<Value extends object>(capacity: number, onLeave?: (value: Value) => void): BoundedCache<Value> {
  const kept = new LRUCache<string, Value>({ max: capacity, noDisposeOnSet: true, ...(onLeave && { dispose: onLeave }) })
  let newcomers = 0
  const isFull = (): boolean => kept.size >= capacity

  return {
    get: (key) => kept.get(key),
    offer(key, value) {
      if (isFull() && !kept.has(key)) {
        newcomers += 1
        if (newcomers % newcomersPerPlace !== 0) return false
      }
      kept.set(key, value)
      return true
    },
    delete: (key) => void kept.delete(key),
    clear: () => kept.clear(),
    isFull,
  }
}
