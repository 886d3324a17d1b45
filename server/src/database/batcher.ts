// Collects calls while one is in flight and hands them on together. Under load one commit serves many; alone, a call waits for nobody.

export type Batcher<Item, Answer> = (item: Item) => Promise<Answer>

type Options<Item, Answer> = {
  largestBatch: number
  /** Batches under way at the same time; one unless said otherwise. */
  lanes?: number
  /** Beside a batch under way another one begins only when that many wait for it: a few would cost as much, and gain nothing. */
  smallestBeside?: number
  /** One answer per item, in order. All or nothing: when it throws, nothing of the batch was kept. */
  run: (items: readonly Item[]) => Promise<readonly (Answer | Promise<Answer>)[]>
}

type Waiting<Item, Answer> = { item: Item; resolve: (answer: Answer | Promise<Answer>) => void; reject: (error: unknown) => void }

export function createBatcher<Item, Answer>({
  largestBatch,
  lanes = 1,
  smallestBeside = 1,
  run,
}: Options<Item, Answer>): Batcher<Item, Answer> {
  const queue: Waiting<Item, Answer>[] = []
  let running = 0

  const runOne = async (waiting: readonly Waiting<Item, Answer>[]): Promise<void> => {
    const answers = await run(waiting.map(({ item }) => item))
    for (const [index, { resolve }] of waiting.entries()) resolve(answers[index] as Answer | Promise<Answer>)
  }

  /** `others`: batches under way beside the one in question. */
  const isWorthOne = (others: number): boolean => queue.length >= (others === 0 ? 1 : smallestBeside)

  const drain = async (): Promise<void> => {
    while (isWorthOne(running - 1)) {
      const batch = queue.splice(0, largestBatch)
      await runOne(batch).catch((error: unknown) => (batch.length > 1 ? runEach(batch) : batch[0]?.reject(error)))
    }
    running -= 1
  }

  // One bad item must not deny the others: after a failure each is run alone and fails alone.
  const runEach = async (batch: readonly Waiting<Item, Answer>[]): Promise<void> => {
    for (const waiting of batch) await runOne([waiting]).catch(waiting.reject)
  }

  return (item) =>
    new Promise((resolve, reject) => {
      queue.push({ item, resolve, reject })
      // The next turn: whatever the same turn of the event loop brings goes along.
      if (running < lanes && isWorthOne(running)) {
        running += 1
        setImmediate(() => void drain())
      }
    })
}
