// FreeRADIUS as a child process, from the configuration in a folder.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { requireProgram } from './require-program.ts'

export type FreeradiusProcess = { pid: number; stop: () => Promise<void> }

/** Waits until it takes requests; throws with its output when it ends before. */
export async function startFreeradiusProcess(folder: string): Promise<FreeradiusProcess> {
  const server = spawn(requireProgram('freeradius'), ['-f', '-l', 'stdout', '-d', folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(server, 'exit')
  let printed = ''
  await new Promise<void>((resolve, reject) => {
    server.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      if (printed.includes('Ready to process requests')) resolve()
    })
    server.once('exit', () => reject(new Error(`freeradius ended\n${printed}`)))
  })
  return {
    pid: server.pid ?? 0,
    async stop() {
      server.kill()
      await exited
    },
  }
}
