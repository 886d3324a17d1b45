// What the pages are asked about: people, an address, a client and a bulk job that are there, read from the site's own database.
import { join } from 'node:path'
import { prepareBulk } from '@motp/shared/protocol/admin-bulk'
import Sqlite from 'better-sqlite3'
import type { ConsoleClient } from '../support/console-client.ts'

type Person = { id: string; account: string; accountKey: string; displayName: string; serial: string }

export type Sample = {
  /** Of whom the trail tells most. */
  user: Person
  lastUser: Person
  middleAccount: string
  /** A member of IT who did much. */
  actor: string
  address: string
  clientId: string
  jobId: string
  now: number
}

/** The bulk job is prepared, never started: it changes nothing. */
export async function takeSample(data: string, console: ConsoleClient): Promise<Sample> {
  const file = new Sqlite(join(data, 'motp.sqlite'), { readonly: true })
  const get = <T>(sql: string): T => file.prepare(sql).get() as T
  const person = (order: string) =>
    get<Person>(`select users.id, account, accountKey, displayName, serial from users join tokens on tokens.userId = users.id
      where state = 'active' and account like 'TW%' order by users.rowid ${order} limit 1`)
  const { count } = get<{ count: number }>('select max(rowid) as count from users')
  const rows = {
    user: person('asc'),
    lastUser: person('desc'),
    middleAccount: get<{ accountKey: string }>(`select accountKey from users where rowid >= ${Math.floor(count / 2)} limit 1`).accountKey,
    actor: get<{ account: string }>(`select account from users where roles like '%helpdesk%' limit 1`).account,
    address: get<{ address: string }>(`select address from auditEvents where address is not null order by sequence desc limit 1`).address,
    clientId: get<{ id: string }>('select id from clients order by name limit 1').id,
  }
  file.close()
  const { job } = await console.call(prepareBulk, { body: { action: 'resume', reason: 'timing', filter: { state: 'suspended' } } })
  return { ...rows, jobId: job.id, now: Date.now() }
}
