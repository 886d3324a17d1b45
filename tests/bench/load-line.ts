// What both load generators are: a process that is told where to ask, then gets burst after burst, and tells how long each answer took.
// A lane asks one question at a time, and has every so manieth of the list: RADIUS must know beforehand under which Identifier it goes.

export type Credential = { user: string; code: string }

/** `lanes`: questions in flight, spread over the ports. `key`: REST key or RADIUS secret. `ca`: of a server that speaks TLS. */
export type Load = { ports: readonly number[]; lanes: number; key: string; ca?: string | undefined; expects: 'accepted' | 'refused' }

/** `forMs`: after it nothing more is asked. */
export type BurstOrder = { credentials: readonly Credential[]; forMs: number }

/** `cpuMs`: what the generator itself used. */
export type Burst = { seconds: number; timesMs: Float64Array; cpuMs: number; surprises: number; firstSurprise: string | undefined }

export type Lane = {
  /** `done` gets the answer when it is not the expected one. */
  ask: (message: Buffer, done: (surprise?: string) => void) => void
}

export type Generator = { lanes: readonly Lane[]; format: (credential: Credential, index: number) => Buffer }

/** Serves the parent process: a Load, then orders until it disconnects. */
export function serveParent(open: (load: Load) => Promise<Generator>): void {
  process.once('message', (load: Load) => {
    void open(load).then((generator) => {
      process.on('message', ({ credentials, forMs }: BurstOrder) => {
        void ask(generator.lanes, credentials.map(generator.format), forMs).then((burst) => process.send?.(burst))
      })
      process.once('disconnect', () => process.exit())
      process.send?.('open')
    })
  })
}

function ask(lanes: readonly Lane[], messages: readonly Buffer[], forMs: number): Promise<Burst> {
  const { promise, resolve } = Promise.withResolvers<Burst>()
  const times = new Float64Array(messages.length)
  const cpuBefore = process.cpuUsage()
  const began = performance.now()
  let answered = 0
  let surprises = 0
  let firstSurprise: string | undefined
  let busy = lanes.length

  const finish = () => {
    const seconds = (performance.now() - began) / 1000
    const { user, system } = process.cpuUsage(cpuBefore)
    resolve({ seconds, timesMs: times.slice(0, answered), cpuMs: (user + system) / 1000, surprises, firstSurprise })
  }
  const take = (lane: Lane, index: number): void => {
    const sentAt = performance.now()
    const message = sentAt - began > forMs ? undefined : messages[index]
    if (message === undefined) {
      busy -= 1
      if (busy === 0) finish()
      return
    }
    lane.ask(message, (surprise) => {
      times[answered++] = performance.now() - sentAt
      if (surprise !== undefined) {
        surprises += 1
        firstSurprise ??= surprise
      }
      take(lane, index + lanes.length)
    })
  }
  for (const [index, lane] of lanes.entries()) take(lane, index)
  return promise
}
