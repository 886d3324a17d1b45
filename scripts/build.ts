// Builds console and token app where their sources changed since the last build: `node scripts/build.ts`.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const parts = { desktop: 'console', 'mobile-token': 'token app' } as const
type Part = keyof typeof parts

const stalePartNames = (Object.keys(parts) as Part[]).filter((part) => readStamp(part) !== hashSources(part))
if (stalePartNames.length > 0) console.log(`building ${stalePartNames.map((part) => parts[part]).join(' and ')} …`)
const results = await Promise.all(stalePartNames.map(build))
if (results.includes(false)) process.exitCode = 1

async function build(part: Part): Promise<boolean> {
  const before = hashSources(part)
  const vite = spawn(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], {
    cwd: join(root, part),
    stdio: 'inherit',
  })
  const [code] = await once(vite, 'exit')
  // Vite empties dist first, so a failed build leaves no stamp. The hash is the one from before: an edit during the build counts.
  if (code === 0) writeFileSync(stampFile(part), before)
  else console.error(`the ${parts[part]} could not be built`)
  return code === 0
}

/** A dot file: the server does not hand it out. */
function stampFile(part: Part): string {
  return join(root, part, 'dist', '.built-from')
}

function readStamp(part: Part): string | undefined {
  try {
    return readFileSync(stampFile(part), 'utf8')
  } catch {
    return undefined
  }
}

function hashSources(part: Part): string {
  const own = ['src/**', 'public/**', '*.{html,json,ts}'].map((glob) => `${part}/${glob}`)
  const paths = globSync([...own, 'shared/src/**', 'pnpm-lock.yaml', 'tsconfig.base.json'], { cwd: root })
  const hash = createHash('sha256')
  for (const path of paths.toSorted()) {
    if (/\.test\.tsx?$/.test(path) || !statSync(join(root, path)).isFile()) continue
    hash.update(`${path}\0`).update(readFileSync(join(root, path)))
  }
  return hash.digest('hex')
}
