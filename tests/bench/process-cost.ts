// What processes have used, as Linux tells it in /proc: nothing of it depends on how busy the machine is with others.
// On another system than Linux all of it is 0.
import { existsSync, readFileSync } from 'node:fs'

export type ProcessCost = {
  cpuMs: number
  /** Given to the disk, in whole pages; none on a file system in memory. */
  writtenBytes: number
}

export type Memory = { residentMiB: number; peakMiB: number }

const ticksPerSecond = 100

export function readCost(pids: readonly number[]): ProcessCost {
  const costs = pids.map(readOne)
  return {
    cpuMs: costs.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
    writtenBytes: costs.reduce((sum, { writtenBytes }) => sum + writtenBytes, 0),
  }
}

/** The largest of them. */
export function readMemory(pids: readonly number[]): Memory {
  const read = (pid: number, field: string) => findNumber(readProcess(pid, 'status'), `${field}:`) / 1024
  const most = (field: string) => Math.max(0, ...pids.map((pid) => read(pid, field)))
  return { residentMiB: most('VmRSS'), peakMiB: most('VmHWM') }
}

function readOne(pid: number): ProcessCost {
  // proc(5): after the name in parentheses, utime and stime are the 12th and 13th fields.
  const [, fields = ''] = readProcess(pid, 'stat').split(') ')
  const [userTicks, systemTicks] = fields.split(' ').slice(11, 13).map(Number)
  const writtenBytes = findNumber(readProcess(pid, 'io'), 'write_bytes:')
  return { cpuMs: (((userTicks ?? 0) + (systemTicks ?? 0)) / ticksPerSecond) * 1000, writtenBytes }
}

function readProcess(pid: number, file: 'stat' | 'status' | 'io'): string {
  const path = `/proc/${pid}/${file}`
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

function findNumber(text: string, label: string): number {
  const line = text.split('\n').find((one) => one.startsWith(label)) ?? ''
  return Number(/\d+/.exec(line)?.[0] ?? 0)
}
