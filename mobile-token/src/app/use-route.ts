// The screen that the address names, and ways to go to another.
import { useMemo, useSyncExternalStore } from 'react'
import { formatRoute, parseRoute, type Route } from './route.ts'

export type Navigate = {
  to: (route: Route) => void
  /** Takes the place of this screen in the history: going back skips a step that is done. */
  replace: (route: Route) => void
  /** To where the user came from; to the codes when the app was opened at this very screen. */
  back: () => void
}

type Mark = { isInside: true }
const inside: Mark = { isInside: true }

const navigate: Navigate = {
  to(route) {
    history.pushState(inside, '', formatRoute(route))
    announce()
  },
  replace(route) {
    history.replaceState(history.state, '', formatRoute(route))
    announce()
  },
  back() {
    if ((history.state as Mark | null)?.isInside) history.back()
    else navigate.replace({ screen: 'codes' })
  },
}

export function useRoute(): { route: Route; navigate: Navigate } {
  const hash = useSyncExternalStore(subscribe, () => location.hash)
  return { route: useMemo(() => parseRoute(hash), [hash]), navigate }
}

function subscribe(listener: () => void): () => void {
  addEventListener('popstate', listener)
  return () => removeEventListener('popstate', listener)
}

/** The history tells of the phone's back gesture by itself, of our own steps it does not. */
function announce(): void {
  dispatchEvent(new PopStateEvent('popstate'))
}
