// `npm start [-- --lan]`: the trial site. Builds what is out of date, then becomes the server in this process.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
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
  const launchers: number[] = []
  for (let pid = process.ppid; pid > 1; ) {
    const { parent, command } = readProcess(pid)
    if (!/\b(npm|npx|pnpm)\b|start\.ts/.test(command)) break
    launchers.push(pid)
    pid = parent
  }
  return launchers
}

/** An empty command when the process may not be looked at, or is gone. */
function readProcess(pid: number): { parent: number; command: string } {
  // A small Linux has no `ps`, macOS has no /proc.
  return process.platform === 'linux' ? readProcFolder(pid) : askPs(pid)
}

function readProcFolder(pid: number): { parent: number; command: string } {
  try {
    const [, parent] = /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return { parent: Number(parent), command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') }
  } catch {
    return { parent: 0, command: '' }
  }
}

function askPs(pid: number): { parent: number; command: string } {
  const { stdout } = spawnSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], { encoding: 'utf8' })
  const [, parent, command = ''] = /^\s*(\d+)\s+(.*)$/m.exec(stdout ?? '') ?? []
  return { parent: Number(parent), command }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
