// `motp audit …`: is the trail whole, and where its old events are.
import { open, rm } from 'node:fs/promises'
import { Argument, type Command } from 'commander'
import type { ChainedRecord } from '../audit/audit.ts'
import { appendAudit } from '../audit/audit-store.ts'
import { dayMs, leastKeepDays } from '../audit/segment.ts'
import type { SegmentService } from '../audit/segment-service.ts'
import { composeRecords } from '../compose.ts'
import { type Answer, answerFrom, type Base, CommandError, formatTime, layOutTable, type Options, operator } from './command.ts'

export function addAuditCommands(program: Command): void {
  const audit = program.command('audit').description('the audit trail')
  audit
    .command('verify')
    .description('check the chain of events, sealed segments included; names the first bad one and ends with 1')
    .action(answerFrom(verifyTrail))
  audit
    .command('retain')
    .option('--days <number>', `keep this many in the database, ${leastKeepDays} at least; else as the policy says`)
    .option('--before <date>', 'seal what happened before this day (UTC), such as 2025-01-31')
    .option('--dry-run', 'tell what would be sealed, and do nothing')
    .description('seal old events into files and take them out of the database; servers may run meanwhile')
    .action(answerFrom((base, { options }) => retain(base, options)))
  audit.command('segments').description('sealed segments: what is in each, and whether its file is here').action(answerFrom(listSegments))
  audit
    .command('export')
    .addArgument(new Argument('<segment>', 'number of the segment').argParser(readNumber))
    .argument('<file>')
    .description('open a sealed segment again: one event a line as JSON, into a new file')
    .action(answerFrom((base, { args: [number, file] }) => exportSegment(base, Number(number), String(file))))
}

async function verifyTrail(base: Base): Promise<Answer> {
  const report = await composeRecords(base).segments.verify()
  if (!report.ok) {
    const place = report.segment === null ? `event ${report.sequence}` : `segment ${report.segment}`
    return { json: report, text: `${place}: ${report.reason}`, isFailure: true }
  }
  const sealed = report.segments > 0 ? `; ${report.segments} sealed segments, in the database from event ${report.liveFrom} on` : ''
  return { json: report, text: `${report.events} events, whole${sealed}` }
}

async function retain(base: Base, options: Options): Promise<Answer> {
  const { retention, segments } = composeRecords(base)
  const cut = { before: await readCut(base, options) }
  const plan = await retention.plan(cut)
  const range = `events ${plan.firstSequence} to ${plan.lastSequence}, ${formatTime(plan.firstAt)} to ${formatTime(plan.lastAt)}`
  if (options.dryRun === true) {
    const text = plan.events === 0 ? 'nothing would be sealed' : `${plan.events} events would be sealed (${range}), in ${segments.folder}`
    return { json: { isDryRun: true, folder: segments.folder, ...plan }, text }
  }
  const done = await retention.retain(cut, operator.actor)
  const text = done.events === 0 ? 'nothing to seal' : `${done.events} events sealed in ${done.segments} segments in ${segments.folder}`
  return { json: { isDryRun: false, folder: segments.folder, ...done }, text }
}

/** Time before which events leave. */
async function readCut({ policies, ports }: Base, { days, before }: Options): Promise<number> {
  if (days !== undefined && before !== undefined) throw new CommandError('give --days or --before, not both')
  if (before !== undefined) {
    const at = /^\d{4}-\d{2}-\d{2}$/.test(String(before)) ? Date.parse(String(before)) : Number.NaN
    if (Number.isNaN(at)) throw new CommandError(`${before} is no day such as 2025-01-31`)
    return at
  }
  const policy = await policies.current()
  if (days === undefined && !policy['audit.sealing']) throw new CommandError('the policy keeps all events: give --days or --before')
  const kept = days === undefined ? policy['audit.keepDays'] : readNumber(String(days))
  if (kept < leastKeepDays) throw new CommandError(`--days takes ${leastKeepDays} or more`)
  return ports.clock.now() - kept * dayMs
}

async function listSegments(base: Base): Promise<Answer> {
  const { segments: service } = composeRecords(base)
  const segments = await readAll(service)
  const rows = segments.map(({ number, firstSequence, lastSequence, firstAt, lastAt, sealedAt, file, fileBytes, hasFile }) => [
    ...[String(number), `${firstSequence}-${lastSequence}`, formatTime(firstAt), formatTime(lastAt), formatTime(sealedAt)],
    ...[`${(fileBytes / 1_048_576).toFixed(1)} MB`, hasFile ? file : `${file} IS MISSING`],
  ])
  const text =
    rows.length === 0 ? 'no sealed segments' : layOutTable([['SEGMENT', 'EVENTS', 'FROM', 'TO', 'SEALED', 'SIZE', 'FILE'], ...rows])
  return { json: { folder: service.folder, segments }, text }
}

async function readAll(service: SegmentService) {
  const pages = []
  for (let before: number | undefined; ; ) {
    const { segments, next } = await service.list({ before, limit: 500 })
    pages.unshift(...segments.toReversed())
    if (next === null) return pages
    before = next
  }
}

async function exportSegment(base: Base, number: number, path: string): Promise<Answer> {
  const found = await composeRecords(base).segments.read(number)
  if (!found) throw new CommandError(`there is no segment ${number}`)
  // Before anything is opened: who reads old events is known even if the reading fails.
  await base.database.transact((tx) =>
    appendAudit(tx, { at: base.ports.clock.now(), ...operator, action: 'audit.exported', detail: { format: 'json', segment: number } }),
  )
  await writeEvents(path, found.pages)
  const events = found.segment.lastSequence - found.segment.firstSequence + 1
  return { json: { segment: number, events, file: path }, text: `${events} events of segment ${number} written to ${path}` }
}

/** It names people: for the operator's own eyes, and never over another file. */
async function writeEvents(path: string, pages: AsyncIterable<ChainedRecord[]>): Promise<void> {
  const file = await open(path, 'wx', 0o600).catch((cause: unknown) => {
    throw new CommandError(`${path} cannot be made: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  })
  try {
    for await (const events of pages) await file.writeFile(events.map((event) => `${JSON.stringify(event)}\n`).join(''))
    await file.close()
  } catch (error) {
    await file.close()
    await rm(path, { force: true })
    throw error
  }
}

function readNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new CommandError(`${text} is not a number`)
  return Number(text)
}
