// Registers the service worker that makes the app work with no network, and offers, never forces, a new version.
import { Workbox } from 'workbox-window'

export type AppUpdate = {
  isOffered(): boolean
  subscribe(listener: () => void): () => void
  /** Takes the new version: the page reloads once it is in control. */
  accept(): void
}

export function watchAppUpdate(): AppUpdate {
  const listeners = new Set<() => void>()
  let isOffered = false
  const workbox = new Workbox('/token/sw.js', { scope: '/token/' })
  workbox.addEventListener('waiting', () => {
    isOffered = true
    for (const listener of listeners) listener()
  })
  // An app on the home screen may stay open for weeks: it asks whenever it comes back.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') workbox.update().catch(() => undefined)
  })
  // Development serves no service worker; a browser that blocks it still shows codes while online.
  if ('serviceWorker' in navigator && import.meta.env.PROD) workbox.register().catch(() => undefined)
  return {
    isOffered: () => isOffered,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    accept() {
      workbox.addEventListener('controlling', () => location.reload())
      workbox.messageSkipWaiting()
    },
  }
}
