// Chromium takes switches that open a program to whoever starts it: a debugger's port, a blind eye for certificates, another way to the server.
// Fuses close Node's doors (electron-builder.config.ts); these are Chromium's. A packaged program started with one of them ends at once.
import type { App } from 'electron'

const refusedSwitches = [
  'allow-file-access-from-files',
  'disable-site-isolation-trials',
  'disable-web-security',
  'host-resolver-rules',
  'host-rules',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'load-extension',
  'no-sandbox',
  'proxy-pac-url',
  'proxy-server',
  'remote-allow-origins',
  'remote-debugging-pipe',
  'remote-debugging-port',
  'renderer-cmd-prefix',
  'ssl-key-log-file',
  'unsafely-treat-insecure-origin-as-secure',
] as const

/** True when the start may go on. An unpackaged program is a developer's and takes them. */
export function mayStart({ isPackaged, commandLine }: Pick<App, 'isPackaged' | 'commandLine'>): boolean {
  return !isPackaged || !refusedSwitches.some((name) => commandLine.hasSwitch(name))
}
