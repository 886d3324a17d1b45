// Builds console, desktop program and token app where their sources changed since the last build: `node scripts/build.ts`.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
/** What is built: from which sources in a part's folder, by which of its Vite configurations, into which folder of its own. */
const targets = [
  {
    name: 'console',
    part: 'desktop',
    sources: ['src/renderer/**', 'src/bridge.ts', 'public/**', 'index.html', 'vite.config.ts'],
    configs: ['vite.config.ts'],
    dist: 'dist',
  },
  {
    name: 'desktop program',
    part: 'desktop',
    sources: ['src/{main,preload}/**', 'src/bridge.ts', 'vite.{main,preload}.config.ts'],
    configs: ['vite.main.config.ts', 'vite.preload.config.ts'],
    dist: 'dist-shell',
  },
  { name: 'token app', part: 'mobile-token', sources: ['src/**', 'public/**', '*.{html,ts}'], configs: ['vite.config.ts'], dist: 'dist' },
] as const
type Target = (typeof targets)[number]

const stale = targets.filter((target) => readStamp(target) !== hashSources(target))
if (stale.length > 0) console.log(`building ${stale.map(({ name }) => name).join(', ')} …`)
const results = await Promise.all(stale.map(build))
if (results.includes(false)) process.exitCode = 1

async function build(target: Target): Promise<boolean> {
  const before = hashSources(target)
  for (const config of target.configs) {
    if (await runVite(target.part, config)) continue
    console.error(`the ${target.name} could not be built`)
    return false
  }
  // Vite empties the folder first, so a failed build leaves no stamp. The hash is the one from before: an edit during the build counts.
  writeFileSync(stampFile(target), before)
  return true
}

async function runVite(part: string, config: string): Promise<boolean> {
  const vite = spawn(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--config', config, '--logLevel', 'warn'], {
    cwd: join(root, part),
    stdio: 'inherit',
  })
  const [code] = await once(vite, 'exit')
  return code === 0
}

/** A dot file: the server does not hand it out. */
function stampFile({ part, dist }: Target): string {
  return join(root, part, dist, '.built-from')
}

function readStamp(target: Target): string | undefined {
  try {
    return readFileSync(stampFile(target), 'utf8')
  } catch {
    return undefined
  }
}

function hashSources({ part, sources }: Target): string {
  const own = [...sources, '*.json'].map((glob) => `${part}/${glob}`)
  const paths = globSync([...own, 'shared/src/**', 'pnpm-lock.yaml', 'tsconfig.base.json'], { cwd: root })
  const hash = createHash('sha256')
  for (const path of paths.toSorted()) {
    if (/\.test\.tsx?$/.test(path) || !statSync(join(root, path)).isFile()) continue
    hash.update(`${path}\0`).update(readFileSync(join(root, path)))
  }
  return hash.digest('hex')
}
