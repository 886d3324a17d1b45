// Loads the BUILT main bundle in this Node: each launch from an installed copy of its own, with `electron` answered by that launch's stand-in.
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { constants, Script } from 'node:vm'
import type { StandInElectron } from './electron.ts'

/** Folder of the installed copy (as a URL that ends in a slash) -> what `electron` is there. */
const standIns = new Map<string, StandInElectron['module']>()
Object.assign(globalThis, { desktopStandIns: standIns })
const scheme = 'desktop-stand-in:'
/** The bundle's files that were loaded so far, by their paths. */
export const loadedFiles: string[] = []

const isInstalled = (url: string | undefined): string | undefined => [...standIns.keys()].find((folder) => url?.startsWith(folder))

registerHooks({
  resolve(specifier, context, next) {
    const folder = specifier === 'electron' ? isInstalled(context.parentURL) : undefined
    return folder === undefined ? next(specifier, context) : { url: scheme + folder, format: 'module', shortCircuit: true }
  },
  load(url, context, next) {
    // As it was built: no test runner's transformation comes between.
    if (isInstalled(url)) {
      loadedFiles.push(fileURLToPath(url))
      return { format: 'module', source: readFileSync(fileURLToPath(url)), shortCircuit: true }
    }
    const folder = url.startsWith(scheme) ? url.slice(scheme.length) : ''
    const standIn = standIns.get(folder)
    if (!standIn) return next(url, context)
    const source = `export const { ${Object.keys(standIn).join(', ')} } = desktopStandIns.get(${JSON.stringify(folder)})`
    return { format: 'module', source, shortCircuit: true }
  },
})

/** Node's own `import()`, whatever the test runner makes of that word in this file. */
const importByNode = new Script('(url) => import(url)', {
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
}).runInThisContext() as (url: string) => Promise<unknown>

/** Runs the bundle's top level; what it puts off until the program is ready follows by itself. */
export async function loadMain(folder: string, standIn: StandInElectron['module']): Promise<void> {
  standIns.set(`${pathToFileURL(folder)}/`, standIn)
  await importByNode(`${pathToFileURL(join(folder, 'dist-shell/main.js'))}`)
}
