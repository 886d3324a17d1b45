// `motp key …`: the key file and the data keys that it wraps.
import type { Command } from 'commander'
import { appendAudit } from '../audit/audit-store.ts'
import type { Tx } from '../database/database.ts'
import { systemRandom } from '../ports.ts'
import { createKeyFile, readKeyFile } from '../seal/key-file.ts'
import { rewrapDataKeys } from '../seal/key-rotation.ts'
import { type Answer, answerFrom, type Base, operator, runAction } from './command.ts'

export function addKeyCommands(program: Command): void {
  const key = program.command('key').description('keys that seal the seeds')
  key
    .command('create')
    .argument('<file>')
    .description('make a new key file; keep a copy of it apart from the database and its backups')
    .action(runAction(({ args }) => createKey(String(args[0]))))
  key
    .command('rotate')
    .description('make a new data key and seal everything again under it; servers may run meanwhile')
    .action(answerFrom(rotateKey))
  key
    .command('rewrap')
    .argument('<new-key-file>')
    .description('put the data keys under another key file; then start the servers with that file')
    .action(answerFrom((base, { args }) => rewrapKeys(base, String(args[0]))))
}

async function createKey(file: string): Promise<Answer> {
  await createKeyFile(file, systemRandom)
  return { json: { keyFile: file }, text: `${file} made. Without it nothing sealed can be opened: keep a copy apart from the database.` }
}

async function rotateKey({ seal, ports }: Base): Promise<Answer> {
  const rotation = await seal.rotate((tx, keyId) =>
    appendAudit(tx, { at: ports.clock.now(), actor: operator.actor, action: 'key.rotated', detail: { keyId } }),
  )
  const unread = rotation.failed > 0 ? `; ${rotation.failed} values did not open and stay as they are` : ''
  const text = `data key ${rotation.keyId}: ${rotation.resealed} values sealed again, ${rotation.keysDeleted} old keys deleted${unread}`
  return { json: rotation, text, isFailure: rotation.failed > 0 }
}

async function rewrapKeys({ config, database, ports }: Base, newKeyFile: string): Promise<Answer> {
  const [from, to] = [await readKeyFile(config.keyFile), await readKeyFile(newKeyFile)]
  const record = (tx: Tx) =>
    appendAudit(tx, { at: ports.clock.now(), actor: operator.actor, action: 'key.rotated', detail: { keyFile: 'replaced' } })
  const keys = await rewrapDataKeys(database, { from, to, random: ports.random, record })
  const text = `${keys} data keys are now under ${newKeyFile}. Put it in the place of ${config.keyFile} and start the servers anew.`
  return { json: { keys, keyFile: newKeyFile }, text }
}
