// `pnpm desktop:package [--server ADDRESS] [--updates URL --update-key KEY] [--dir]`: the installers of this system, in desktop/dist-packages/.
// Needs: the builds (pnpm build), the network for Electron's binary, and for signing what README names. `--dir`: unpacked, no installers.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build, type Configuration } from 'electron-builder'
import { layOutProgram } from './lay-out-program.ts'
import { describePackaging } from './packaging.ts'

const output = join(import.meta.dirname, 'dist-packages')

const { values } = parseArgs({
  options: {
    server: { type: 'string' },
    updates: { type: 'string' },
    'update-key': { type: 'string' },
    dir: { type: 'boolean', default: false },
  },
})
const app = join(output, 'app')
rmSync(output, { recursive: true, force: true })
mkdirSync(output, { recursive: true })
layOutProgram(app)
const config: Configuration = describePackaging({ app, output, installerFile: writeInstallerFile() })
const files = await build({ projectDir: import.meta.dirname, config, dir: values.dir })
for (const file of files) console.log(file)

/** What every machine that installs this shall know (desktop/src/main/company-settings.ts). */
function writeInstallerFile(): string | undefined {
  const { server, updates: url, 'update-key': publicKey } = values
  if (server === undefined && url === undefined) return undefined
  const path = join(output, 'tpemotp.json')
  writeFileSync(path, JSON.stringify({ server, ...(url === undefined ? {} : { updates: { url, publicKey } }) }, undefined, 2))
  return path
}
