// What every command of `motp` shares: where the installation is, what an answer looks like, how it ends.

import { AppError } from '@motp/shared/protocol/app-error'
import { errorSentence } from '@motp/shared/protocol/error-sentence'
import type { Command } from 'commander'
import pino from 'pino'
import { openBase } from '../compose.ts'
import { type Config, readProductionConfig, readTrialConfig } from '../config.ts'
import { type Ports, systemClock, systemRandom } from '../ports.ts'

/** `json` with --json, else `text`. `isFailure`: printed all the same, but the command ends with 1. */
export type Answer = { json: unknown; text: string; isFailure?: boolean }

/** For the operator: says what to do, goes to stderr as it is. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}

export type Options = { data?: string; config?: string; json?: boolean } & Record<string, string | boolean | undefined>
export type Base = Awaited<ReturnType<typeof openBase>>
type Given = { args: readonly string[]; options: Options }

/** Audit actor and address of whatever is done here. */
export const operator = { actor: 'cli', address: null } as const

/** `--config FILE` is production; otherwise the trial, in `--data DIR` or where `npm start` has it. */
export function readConfig({ data, config }: Options): Config {
  if (data !== undefined && config !== undefined) throw new CommandError('give --data or --config, not both')
  return config === undefined ? readTrialConfig({ data }) : readProductionConfig(config)
}

/** Logs go to stderr: stdout is the answer's alone. */
export function createCommandPorts(): Ports {
  return { clock: systemClock, random: systemRandom, log: pino({ level: 'warn', base: null }, pino.destination({ fd: 2, sync: true })) }
}

/** An action that needs no open database. */
export function answerWith(work: (given: Given & { config: Config }) => Promise<Answer>) {
  return runAction((given) => work({ ...given, config: readConfig(given.options) }))
}

/** An action on the installation; the database is closed again whatever happens. */
export function answerFrom(work: (base: Base, given: Given) => Promise<Answer>) {
  return runAction(async (given) => {
    const base = await openBase(readConfig(given.options), createCommandPorts())
    try {
      return await work(base, given)
    } finally {
      await base.database.close()
    }
  })
}

/** An action that needs nothing of the installation. Commander hands over arguments, options and, last, the command, which knows all of them. */
export function runAction(work: (given: Given) => Promise<Answer>) {
  return async (...handed: unknown[]): Promise<void> => {
    const command = handed.at(-1) as Command
    const options = command.optsWithGlobals<Options>()
    const { json, text, isFailure = false } = await work({ args: command.processedArgs.flat() as string[], options })
    process.stdout.write(options.json ? `${JSON.stringify(json, null, 2)}\n` : `${text}\n`)
    if (isFailure) process.exitCode = 1
  }
}

/** The sentence for stderr. What nobody foresaw comes with its stack. */
export function describeError(error: unknown): string {
  if (error instanceof AppError) {
    const { fields } = error.details
    return fields ? `unknown or out of range: ${fields.join(', ')}` : errorSentence(error.code, 'en')
  }
  if (!(error instanceof Error)) return String(error)
  return ['CommandError', 'ConfigError', 'SealError', 'BackupError', 'RetentionError', 'SegmentFault'].includes(error.name)
    ? error.message
    : (error.stack ?? error.message)
}

/** Columns as wide as their widest cell. */
export function layOutTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

export function formatTime(at: number | null): string {
  return at === null ? '--' : new Date(at).toISOString().replace('T', ' ').slice(0, 16)
}
