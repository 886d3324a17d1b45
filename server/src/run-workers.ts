// `motp serve --workers N`: this process keeps N server processes running on the same ports, one for each processor. On PostgreSQL each of
// them is a node of its own. On SQLite, which has one writer at a time, they speak HTTP and RADIUS, and send the codes to be judged here,
// to the parent, which writes them together; what is rare (sign-in, registration, IT's work) each writes itself, under the file's lock.
import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Channel, serveJudge } from './clients/judge-channel.ts'
import { openBase } from './compose.ts'
import { openJudge, type RunningJudge } from './compose-judge.ts'
import { type Config, ConfigError } from './config.ts'
import { keepLittleGarbage } from './garbage.ts'
import { createPorts, type Ports } from './ports.ts'

const restartAfterMs = 1000

/** Resolves when all of them are ready; they run until SIGINT or SIGTERM. */
export async function runWorkers(config: Config, { count, configFile }: { count: number; configFile: string | undefined }): Promise<void> {
  if (config.mode === 'trial' || configFile === undefined) throw new ConfigError('--workers is for production: give --config FILE')
  keepLittleGarbage()
  const ports = createPorts(config.mode)
  const { log } = ports
  const judge = await prepare(config, ports)
  let isStopping = false

  const keepRunning = async (number: number): Promise<void> => {
    const worker = cluster.fork({ MOTP_WORKER: String(number) })
    if (judge) serveJudge(channelOf(worker), judge.judge)
    await isReady(worker)
    worker.once('exit', (code) => void restart(number, code))
  }
  const restart = async (number: number, code: number | null): Promise<void> => {
    if (isStopping) return
    log.error({ number, code }, 'a worker ended, another one is started')
    await delay(restartAfterMs)
    if (!isStopping) await keepRunning(number).catch(() => restart(number, code))
  }
  const stop = async (): Promise<void> => {
    if (isStopping) return
    isStopping = true
    await Promise.all(Object.values(cluster.workers ?? {}).map(end))
    await judge?.stop()
  }

  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void stop().then(() => process.exit(0)))
  cluster.setupPrimary({ exec: fileURLToPath(new URL('worker.ts', import.meta.url)), args: [configFile], serialization: 'advanced' })
  try {
    await Promise.all(Array.from({ length: count }, (_, index) => keepRunning(index + 1)))
  } catch (error) {
    await stop()
    throw error
  }
  console.log(`ready ${config.publicOrigin}`)
}

/** The schema and the keys before anybody needs them; and on SQLite the judge. */
async function prepare(config: Config, ports: Ports): Promise<RunningJudge | undefined> {
  const base = await openBase(config, ports)
  const directories = config.directories === 'demo' ? [] : config.directories
  const running = openJudge({ ...base, domains: new Map(directories.map(({ name, domains }) => [name, domains])) })
  const close = () => base.database.close()
  if (running) return { ...running, stop: () => running.stop().then(close) }
  await close()
  return undefined
}

/** Everything but the word `ready` is questions. */
function channelOf(worker: Worker): Channel {
  return {
    send: (message) => worker.isConnected() && worker.send(message),
    onMessage: (take) => worker.on('message', (message: unknown) => typeof message === 'string' && message !== 'ready' && take(message)),
  }
}

async function end(worker: Worker | undefined): Promise<void> {
  if (!worker || worker.isDead()) return
  worker.process.kill('SIGTERM')
  await once(worker, 'exit')
}

async function isReady(worker: Worker): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    worker.on('message', (message) => {
      if (message === 'ready') resolve()
    })
    worker.once('exit', (code) => reject(new ConfigError(`a worker ended with ${code} before it was ready`)))
  })
}
