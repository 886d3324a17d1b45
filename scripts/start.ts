// `npm start [-- --lan]`: the trial site. Builds what is out of date, then becomes the server in this process.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const build = spawnSync(process.execPath, [fileURLToPath(new URL('build.ts', import.meta.url))], { stdio: 'inherit' })
if (build.status !== 0) process.exit(1)
if (process.platform !== 'win32') stopWithLaunchers()
await import('../server/src/main.ts')

/** npm, npx and pnpm stand between a `kill` and this process, and none hands it all the way down: when one is gone, this stops too. */
function stopWithLaunchers(): void {
  const launchers = findLaunchers()
  const watch = setInterval(() => {
    if (launchers.every(isRunning)) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 500)
  watch.unref()
}

/** The ancestors up to `npm start`, by process id. */
function findLaunchers(): number[] {
  // A machine without `ps` has to be stopped by Ctrl+C, which reaches everybody.
  const { stdout } = spawnSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
  const lines = (stdout ?? '').split('\n')
  const processes = lines.map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line)).filter((found) => found !== null)
  const launchers: number[] = []
  for (let pid = process.ppid; pid > 1; ) {
    const [, , parent = '0', args = ''] = processes.find(([, id]) => Number(id) === pid) ?? []
    if (!/\b(npm|npx|pnpm)\b|start\.ts/.test(args)) break
    launchers.push(pid)
    pid = Number(parent)
  }
  return launchers
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
