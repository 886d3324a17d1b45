// `motp audit verify`, `motp backup` and `motp restore`.
import type { Command } from 'commander'
import { verifyAudit } from '../audit/audit-store.ts'
import type { Config } from '../config.ts'
import { openDatabase } from '../database/database.ts'
import { migrate } from '../database/migrate.ts'
import { backUpSqlite, restoreSqlite } from '../database/sqlite-backup.ts'
import { readKeyFile } from '../seal/key-file.ts'
import { createSeal } from '../seal/seal-service.ts'
import { listDataKeys } from '../seal/seal-store.ts'
import { type Answer, answerFrom, answerWith, type Base, CommandError, createCommandPorts } from './command.ts'

export function addRecordCommands(program: Command): void {
  program
    .command('audit')
    .description('the audit trail')
    .command('verify')
    .description('check the chain of events; names the first bad one and ends with 1')
    .action(answerFrom(verifyTrail))
  program
    .command('backup')
    .argument('<file>')
    .description('copy the SQLite database to one file while the server runs. The key file is not in it')
    .action(answerWith(({ args, config }) => backUp(String(args[0]), config)))
  program
    .command('restore')
    .argument('<file>')
    .description('put a backup in place while the server is stopped; what it replaces is kept beside it')
    .action(answerWith(({ args, config }) => restore(String(args[0]), config)))
}

async function verifyTrail({ database }: Base): Promise<Answer> {
  const report = await verifyAudit(database.db)
  const text = report.ok ? `${report.events} events, whole` : `event ${report.sequence}: ${report.reason}`
  return { json: report, text, isFailure: !report.ok }
}

async function backUp(file: string, config: Config): Promise<Answer> {
  refusePostgres(config, 'pg_dump --format=custom')
  await backUpSqlite(config.databaseLocation, file)
  return {
    json: { file, keyFile: config.keyFile },
    text: `${file} written. It opens only with ${config.keyFile}: keep a copy of that apart from it.`,
  }
}

async function restore(backup: string, config: Config): Promise<Answer> {
  refusePostgres(config, 'pg_restore')
  const ports = createCommandPorts()
  const check = (copy: string) => checkBackup(copy, config)
  const replaced = await restoreSqlite({ backup, target: config.databaseLocation, stamp: ports.clock.now(), check })
  const kept = replaced ? ` What was there before is kept as ${replaced}.` : ''
  const text = `${backup} is in place.${kept} Tokens are as they were then: one reset or suspended since is to be reset or suspended again.`
  return { json: { file: backup, replaced }, text }
}

/** Before it replaces anything: that it is a database of ours, that the key file opens it, that its trail is whole. */
async function checkBackup(copy: string, { keyFile }: Config): Promise<void> {
  const database = openDatabase(copy)
  try {
    const keys = await listDataKeys(database.db).catch(() => [])
    if (keys.length === 0) throw new CommandError('this file is no backup of this product')
    await migrate(database)
    await createSeal({ database, masterKey: await readKeyFile(keyFile), ports: createCommandPorts() })
    const report = await verifyAudit(database.db)
    if (!report.ok) throw new CommandError(`the audit trail of this backup is not whole: event ${report.sequence}: ${report.reason}`)
  } finally {
    await database.close()
  }
}

function refusePostgres({ databaseLocation }: Config, tool: string): void {
  if (/^postgres(ql)?:/.test(databaseLocation)) throw new CommandError(`the database is PostgreSQL: use its own ${tool}`)
}
