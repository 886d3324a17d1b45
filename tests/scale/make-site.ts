// `node tests/scale/make-site.ts --data FOLDER [--tokens N] [--events N]`: the trial's database of a large company in FOLDER: tokens sealed
// with its own key, a trail chained for real. Everything is in it that `npm start` with MOTP_DATA=FOLDER needs.

import { parseArgs } from 'node:util'
import { createClientService } from '@motp/server/clients/client-service'
import type { Base } from '@motp/server/compose'
import { countStep } from '@motp/server/counts/hourly-count-store'
import type { SqliteFile } from '@motp/server/database/database'
import { newClientSchema } from '@motp/shared/protocol/clients'
import { makeTokens, openBench } from '../bench/make-tokens.ts'
import { addGroups } from './make-groups.ts'
import { varyPeople } from './make-people.ts'
import { makeTrail } from './make-trail.ts'
import { withoutIndexes } from './without-indexes.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    tokens: { type: 'string', default: '1000000' },
    events: { type: 'string', default: '5000000' },
  },
})
if (values.data === undefined) throw new Error('--data FOLDER is missing')
await makeSite(values.data, { tokens: Number(values.tokens), events: Number(values.events) })

async function makeSite(data: string, { tokens, events }: { tokens: number; events: number }): Promise<void> {
  const base = await openBench(data)
  const { database } = base
  if (database.engine !== 'sqlite') throw new Error('SQLite alone; MOTP_DATABASE_URL names another')
  const { file } = database
  if (file.prepare('select 1 from users limit 1').get()) throw new Error(`${data} has people already`)
  const now = Date.now()
  // Whoever pulls the plug starts again.
  file.pragma('synchronous = OFF')
  const clientIds = await addClients(base)
  await withoutIndexes(file, ['users', 'tokens', 'notices'], async () => {
    await timed(`${tokens} tokens`, async () => void (await makeTokens(base, tokens)))
    await timed('made into a company', async () => inTransaction(file, () => varyPeople(file, now)))
  })
  await withoutIndexes(file, ['userGroups', 'leavers'], async () => {
    await timed('put into groups', async () => inTransaction(file, () => addGroups(file, now)))
  })
  await timed(`${events} events, chained`, () =>
    withoutIndexes(file, ['auditEvents'], async () => makeTrail(file, events, { clientIds, now })),
  )
  await timed('counted by the hour', async () => {
    while ((await countStep(database, now)) > 0);
  })
  file.pragma('wal_checkpoint(TRUNCATE)')
  await database.close()
}

async function addClients(base: Base): Promise<string[]> {
  const clients = createClientService(base)
  const names = ['VPN', 'Webmail', 'Portal', 'Jump host', 'ERP']
  const added = await Promise.all(
    names.map((name) => clients.add(newClientSchema.parse({ name, kind: 'rest' }), { actor: 'cli', address: null })),
  )
  // The trail begins anew below.
  if (base.database.engine === 'sqlite') base.database.file.exec('delete from auditEvents; delete from auditHead')
  return added.map(({ client }) => client.id)
}

function inTransaction(file: SqliteFile, work: () => void): void {
  file.transaction(work)()
}

async function timed(what: string, work: () => Promise<void>): Promise<void> {
  const began = performance.now()
  await work()
  console.error(`${what}: ${((performance.now() - began) / 1000).toFixed(1)} s`)
}
