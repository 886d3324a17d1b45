// The screen that the address names, and ways to go to another.
import { useMemo, useSyncExternalStore } from 'react'
import { formatRoute, parseRoute, type Route } from './route.ts'

export type Navigate = {
  to: (route: Route) => void
  /** Takes the place of this screen in the history: going back skips a step that is done. */
  replace: (route: Route) => void
}

const navigate: Navigate = {
  to(route) {
    location.hash = formatRoute(route)
  },
  replace(route) {
    location.replace(formatRoute(route))
  },
}

export function useRoute(): { route: Route; navigate: Navigate } {
  const hash = useSyncExternalStore(subscribe, () => location.hash)
  return { route: useMemo(() => parseRoute(hash), [hash]), navigate }
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener)
  return () => removeEventListener('hashchange', listener)
}
