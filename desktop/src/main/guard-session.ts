// What the page's session is held to: no permission, no device, no network of its own, no downloads but the console's.
import type { Session } from 'electron'
import { findAppHost } from './app-url.ts'

export function guardPageSession(session: Session): void {
  // The console needs none of them: a QR code is scanned by the phone, never by this program. Copying text is no permission for a click.
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false))
  session.setPermissionCheckHandler(() => false)
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
