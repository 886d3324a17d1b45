// `npm start [-- --lan]`: the trial site. Builds what is out of date, then becomes the server in this process.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const data = process.env.MOTP_DATA ?? join(root, '.motp')

if (!isWritableFolder(data)) {
  console.error(`The data folder ${data} cannot be written. Choose another one: MOTP_DATA=/path npm start`)
  process.exit(1)
}
const build = spawnSync(process.execPath, [fileURLToPath(new URL('build.ts', import.meta.url))], { stdio: 'inherit' })
if (build.status !== 0) process.exit(1)

process.env.MOTP_DATA = data
await import('../server/src/main.ts')

function isWritableFolder(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}
