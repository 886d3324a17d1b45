// Putting the app on the home screen: Android offers a prompt, iOS has only a menu that we can describe.

type InstallPrompt = Event & { prompt(): Promise<unknown> }

export type Installation = {
  /** `promptable`: `install` opens the browser's dialog. `by-menu`: iOS, through Share, Add to Home Screen. */
  state(): 'installed' | 'promptable' | 'by-menu' | 'unavailable'
  subscribe(listener: () => void): () => void
  install(): Promise<void>
}

export function watchInstallation(): Installation {
  const listeners = new Set<() => void>()
  let prompt: InstallPrompt | undefined
  function hold(next: InstallPrompt | undefined): void {
    prompt = next
    for (const listener of listeners) listener()
  }
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    hold(event as InstallPrompt)
  })
  addEventListener('appinstalled', () => hold(undefined))
  return {
    state() {
      if (isStandalone()) return 'installed'
      if (prompt) return 'promptable'
      return isIos(navigator.userAgent, navigator.maxTouchPoints) ? 'by-menu' : 'unavailable'
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async install() {
      await prompt?.prompt()
      hold(undefined)
    },
  }
}

function isStandalone(): boolean {
  return matchMedia('(display-mode: standalone)').matches || ('standalone' in navigator && navigator.standalone === true)
}

/** An iPad calls itself a Macintosh; no Macintosh has a touch screen. */
export function isIos(userAgent: string, maxTouchPoints: number): boolean {
  return /iPhone|iPad/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)
}
