// The real server as a child process, as `npm start` runs it: own port, own data folder; stopped politely or killed.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { findFreePort } from './free-port.ts'

const mainFile = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url))
const cliFile = fileURLToPath(new URL('../../server/src/cli.ts', import.meta.url))

export type ServerProcess = {
  origin: string
  port: number
  pid: number
  /** All that it printed so far. */
  output: () => string
  /** SIGTERM, and the exit code. */
  stop: () => Promise<number | null>
  /** kill -9: what a power cut leaves behind. */
  kill: () => Promise<void>
}

export type ServerProcessOptions = {
  data: string
  port?: number
  /** Beside MOTP_PORT and MOTP_DATA. */
  environment?: Record<string, string>
  args?: string[]
  /** Of a production installation that listens on `port`; the trial otherwise. */
  configFile?: string
}

/** Starts the trial, or production with `configFile`, and waits for its `ready` line; throws with its output when it ends before, or after 30 s. */
export async function startServerProcess({
  data,
  port,
  environment = {},
  args = [],
  configFile,
}: ServerProcessOptions): Promise<ServerProcess> {
  const chosenPort = port ?? (await findFreePort())
  const program = configFile === undefined ? [mainFile] : [cliFile, '--config', configFile, 'serve']
  const child = spawn(process.execPath, [...program, ...args], {
    env: { ...process.env, MOTP_DATA: data, MOTP_PORT: String(chosenPort), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const ended = once(child, 'close')
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`the server was not ready after 30 s\n${printed}`))
    }, 30_000)
    const note = (chunk: Buffer) => {
      printed += chunk.toString()
      if (!/^ready http/m.test(printed)) return
      clearTimeout(timer)
      resolve()
    }
    child.stdout.on('data', note)
    child.stderr.on('data', note)
    child.once('exit', (code) => {
      clearTimeout(timer)
      reject(new Error(`the server ended with ${code} before it was ready\n${printed}`))
    })
  })
  return {
    origin: `http://localhost:${chosenPort}`,
    port: chosenPort,
    pid: child.pid ?? 0,
    output: () => printed,
    stop: () => end(child, ended, 'SIGTERM'),
    kill: async () => {
      await end(child, ended, 'SIGKILL')
    },
  }
}

async function end(child: ChildProcess, ended: Promise<unknown>, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal)
  await ended
  return child.exitCode
}
