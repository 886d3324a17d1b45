// `pnpm bench [--large] [--rounds N] [--only TEXT]`: everything side by side in one run on this machine, in interleaved rounds, and the
// medians of them. Real server processes, real keys, durable writes, audit included. `--only` runs the contenders whose names contain the
// text, the floor, and what they are compared with. It measures, and asserts nothing but that every answer was the right one.
import { mkdir, writeFile } from 'node:fs/promises'
import { availableParallelism, loadavg } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Contender, type Round, runRound, type Target } from './contender.ts'
import { makeDataSet } from './data-set.ts'
import { type Lab, once, openLab } from './lab.ts'
import { measureFsyncs, measureHmacs } from './machine-limits.ts'
import { names } from './names.ts'
import { listPostgresContenders } from './postgres-contenders.ts'
import { readMemory } from './process-cost.ts'
import { formatTable, summarise } from './report.ts'
import { listLargeContenders, listSqliteContenders } from './sqlite-contenders.ts'

const { values } = parseArgs({
  options: {
    large: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', default: '' },
  },
})
const reportFile = fileURLToPath(new URL('../../test-results/bench.json', import.meta.url))
const describeColumns = `medians of ${values.rounds} rounds.
CPU us, fsyncs, bytes (to the disk): of the answering process, a request. MiB: resident, and at most. load: of a processor, by the generator.`

const lab = await openLab()
try {
  await run(lab)
} finally {
  await lab.close()
}

async function run(lab: Lab): Promise<void> {
  const limits = { fsyncsPerSecond: measureFsyncs(join(lab.folder, 'fsync')), hmacsPerSecond: measureHmacs() }
  const people = once(() => makeDataSet(lab, { count: 100_000 }))
  const all = [...listSqliteContenders(lab, people), ...(values.large ? listLargeContenders(lab) : []), ...listPostgresContenders(lab)]
  const contenders = choose(all, values.only)
  const entries: { contender: Contender; target: Target; rounds: Round[] }[] = []
  for (const contender of contenders) entries.push({ contender, target: await contender.start(), rounds: [] })
  // Round 0 is not counted: the code of a fresh process is slow for its first ten thousands of requests, and a server runs for months.
  for (let round = 0; round <= Number(values.rounds); round += 1) {
    for (const { contender, target, rounds } of entries) {
      const made = await runRound(contender, target)
      if (round > 0) rounds.push(made)
      console.error(`round ${round}: ${(made.requests / made.seconds).toFixed(0).padStart(6)} req/s  ${contender.name}`)
    }
  }
  const results = entries.map(({ contender, target, rounds }) => summarise(contender.name, rounds, readMemory(target.pids)))
  const machine = { processors: availableParallelism(), load: loadavg(), node: process.version, at: new Date().toISOString(), ...limits }
  await mkdir(join(reportFile, '..'), { recursive: true })
  await writeFile(reportFile, `${JSON.stringify({ machine, results }, null, 2)}\n`)
  console.log(formatTable(contenders, results))
  const { fsyncsPerSecond, hmacsPerSecond } = limits
  console.log(
    `\n${machine.processors} processors, ${fsyncsPerSecond.toFixed(0)} fsyncs/s, ${hmacsPerSecond.toFixed(0)} HMACs/s;`,
    describeColumns,
  )
  if (!lab.shim) console.log('skipped: slowed and counted fsyncs, since there is no C compiler (gcc, libc6-dev)')
}

function choose(all: readonly Contender[], text: string): Contender[] {
  const matching = all.filter(({ name }) => name.includes(text))
  const wanted = new Set<string>([names.floor, ...matching.flatMap(({ name, compared = [] }) => [name, ...compared.map(({ to }) => to)])])
  return all.filter(({ name }) => wanted.has(name))
}
