// A server of this folder as a process: the floor or the naive one. Each gets its port as the first argument and says when it listens.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { findFreePort } from '../support/free-port.ts'

export type Small = { port: number; pid: number; stop: () => Promise<unknown> }

export async function startSmall(file: string, args: readonly string[] = [], environment: Record<string, string> = {}): Promise<Small> {
  const port = await findFreePort()
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), [String(port), ...args], { env: { ...process.env, ...environment } })
  const exited = once(child, 'exit')
  await Promise.race([
    once(child, 'message'),
    exited.then(() => {
      throw new Error(`${file} ended before it listened`)
    }),
  ])
  return {
    port,
    pid: child.pid ?? 0,
    stop: () => {
      child.kill()
      return exited
    },
  }
}
