// A disk of a few megabytes that a test can fill up and free again: a file system of its own where this user may mount one. Elsewhere
// (containers) the kernel fails the writes of one process instead, by its limit on the size of files.
import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type SmallDisk = {
  folder: string
  /** From now on nothing can be written, by process `pid` at least. */
  fill(pid: number): void
  free(pid: number): void
  remove(): void
}

export function createSmallDisk({ megabytes }: { megabytes: number }): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'motp-disk-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  if (!mount(folder, megabytes)) return { folder, remove, fill: (pid) => limitFiles(pid, '0'), free: (pid) => limitFiles(pid, 'unlimited') }
  const ballast = join(folder, 'ballast')
  return {
    folder,
    fill: () => writeUntilFull(ballast),
    free: () => rmSync(ballast),
    remove() {
      // Lazily: also when a process that a failed test left behind still has files open.
      execFileSync('umount', ['--lazy', folder])
      remove()
    },
  }
}

function mount(folder: string, megabytes: number): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'tmpfs', folder], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function writeUntilFull(path: string): void {
  const file = openSync(path, 'w')
  try {
    for (const block = Buffer.alloc(4096); ; ) writeSync(file, block)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  } finally {
    closeSync(file)
  }
}

/** The soft limit alone: only that can be raised again. */
function limitFiles(pid: number, limit: string): void {
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${limit}:`])
}
