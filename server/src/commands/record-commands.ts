// `motp backup` and `motp restore`.
import type { Command } from 'commander'
import { countSegmentFiles } from '../audit/segment-file-store.ts'
import { createSegmentService, type TrailReport } from '../audit/segment-service.ts'
import type { Config } from '../config.ts'
import { openDatabase } from '../database/database.ts'
import { migrate } from '../database/migrate.ts'
import { backUpSqlite, restoreSqlite } from '../database/sqlite-backup.ts'
import { readKeyFile } from '../seal/key-file.ts'
import { createSeal } from '../seal/seal-service.ts'
import { listDataKeys } from '../seal/seal-store.ts'
import { type Answer, answerWith, CommandError, createCommandPorts } from './command.ts'

export function addRecordCommands(program: Command): void {
  program
    .command('backup')
    .argument('<file>')
    .description('copy the SQLite database to one file while the server runs. The key file and sealed segments are not in it')
    .action(answerWith(({ args, config }) => backUp(String(args[0]), config)))
  program
    .command('restore')
    .argument('<file>')
    .description('put a backup in place while the server is stopped; what it replaces is kept beside it')
    .action(answerWith(({ args, config }) => restore(String(args[0]), config)))
}

async function backUp(file: string, config: Config): Promise<Answer> {
  refusePostgres(config, 'pg_dump --format=custom')
  await backUpSqlite(config.databaseLocation, file)
  const { keyFile, segmentFolder } = config
  // After the copy was taken: each segment that it names has its file by now.
  const segmentFiles = await countSegmentFiles(segmentFolder)
  const apart = segmentFiles > 0 ? ` Old audit events are not in it: copy ${segmentFolder} too, now (${segmentFiles} sealed files).` : ''
  return {
    json: { file, keyFile, segmentFolder, segmentFiles },
    text: `${file} written. It opens only with ${keyFile}: keep a copy of that apart from it.${apart}`,
  }
}

async function restore(backup: string, config: Config): Promise<Answer> {
  refusePostgres(config, 'pg_restore')
  const ports = createCommandPorts()
  let trail: TrailReport | undefined
  const check = async (copy: string) => {
    trail = await checkBackup(copy, config)
  }
  const replaced = await restoreSqlite({ backup, target: config.databaseLocation, stamp: ports.clock.now(), check })
  const kept = replaced ? ` What was there before is kept as ${replaced}.` : ''
  const text = `${backup} is in place.${kept} Tokens are as they were then: one reset or suspended since is to be reset or suspended again.`
  const missing = trail?.ok === false ? `segment ${trail.segment}: ${trail.reason}` : null
  const sealed = missing
    ? `\n${missing}: put your copy of the sealed segments into ${config.segmentFolder}, then run: motp audit verify`
    : ''
  return { json: { file: backup, replaced, missing }, text: text + sealed }
}

/**
 * Before it replaces anything: that it is a database of ours, that the key file opens it, that its trail is whole. Sealed segments may be
 * put in place afterwards: what is wrong with them is answered.
 */
async function checkBackup(copy: string, { keyFile, segmentFolder }: Config): Promise<TrailReport> {
  const database = openDatabase(copy)
  try {
    const keys = await listDataKeys(database.db).catch(() => [])
    if (keys.length === 0) throw new CommandError('this file is no backup of this product')
    await migrate(database)
    const seal = await createSeal({ database, masterKey: await readKeyFile(keyFile), ports: createCommandPorts() })
    const report = await createSegmentService({ database, seal, folder: segmentFolder }).verify()
    const isTorn = !report.ok && report.segment === null
    if (isTorn) throw new CommandError(`the audit trail of this backup is not whole: event ${report.sequence}: ${report.reason}`)
    return report
  } finally {
    await database.close()
  }
}

function refusePostgres({ databaseLocation }: Config, tool: string): void {
  if (/^postgres(ql)?:/.test(databaseLocation)) throw new CommandError(`the database is PostgreSQL: use its own ${tool}`)
}
