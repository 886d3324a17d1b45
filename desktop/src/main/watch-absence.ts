// When the person has gone: the machine sleeps, the screen is locked, or nothing was touched for a quarter of an hour.
// (The server ends a session sooner when it is not used; this also covers one that is.)
import type { App, PowerMonitor } from 'electron'

const idleLimitSeconds = 15 * 60
const lookEveryMs = 30_000

export function watchAbsence(monitor: PowerMonitor, onGone: () => void): void {
  monitor.on('suspend', onGone)
  monitor.on('lock-screen', onGone)
  setInterval(() => {
    if (monitor.getSystemIdleTime() >= idleLimitSeconds) onGone()
  }, lookEveryMs).unref()
}

/** A computer that others use too: quitting signs out, as far as the server can be reached within two seconds. */
export function endSessionAtQuit(app: App, endSession: () => Promise<void>): void {
  app.once('will-quit', (event) => {
    event.preventDefault()
    void endSession().finally(() => app.quit())
  })
}
