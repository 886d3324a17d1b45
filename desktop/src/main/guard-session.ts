// What the page's session is held to: one permission, no device, no network of its own, no downloads but the console's.
import type { Session } from 'electron'
import { findAppHost } from './app-url.ts'

/** Putting text on the clipboard at a click. Nothing else: a QR code is scanned by the phone, never by this program. */
const onlyPermission = 'clipboard-sanitized-write'

export function guardPageSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, callback) => callback(permission === onlyPermission))
  session.setPermissionCheckHandler((_contents, permission) => permission === onlyPermission)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null))

  // Everything that a page loads is answered by main; whatever else it asks for never reaches the network.
  session.webRequest.onBeforeRequest((details, callback) => callback({ cancel: !isOwn(details.url) }))

  session.on('will-download', (event, item) => {
    if (!isOwn(item.getURL())) event.preventDefault()
  })
}

function isOwn(url: string): boolean {
  return findAppHost(url) !== undefined || /^(?:data|blob:app|devtools):/.test(url)
}
