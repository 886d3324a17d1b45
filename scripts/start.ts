// `npm start [-- --lan]`: the trial site. Builds what is out of date, then becomes the server in this process.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const build = spawnSync(process.execPath, [fileURLToPath(new URL('build.ts', import.meta.url))], { stdio: 'inherit' })
if (build.status !== 0) process.exit(1)
await import('../server/src/main.ts')
