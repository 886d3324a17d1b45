// A trial site whose trail began years ago, its old events in three sealed files. Made before its server starts.
import type { AuditEntry } from '@motp/server/audit/audit'
import { appendAudit } from '@motp/server/audit/audit-store'
import { dayMs } from '@motp/server/audit/segment'
import { composeRecords, openBase } from '@motp/server/compose'
import { readTrialConfig } from '@motp/server/config'
import { countStep } from '@motp/server/counts/hourly-count-store'
import { systemRandom } from '@motp/server/ports'
import pino from 'pino'
import { createFakeClock } from './fake-clock.ts'

const daysAgo = [900, 500, 200]
const eventsEach = 1200
const everyMs = 3_600_000

/** Answers the folder of the files. */
export async function makeSealedTrail(data: string): Promise<string> {
  const config = readTrialConfig({ data })
  const clock = createFakeClock()
  const base = await openBase(config, { clock, random: systemRandom, log: pino({ level: 'fatal' }) })
  const { database } = base
  const { retention } = composeRecords(base)
  for (const days of daysAgo) {
    const at = Date.now() - days * dayMs
    const entries = Array.from({ length: eventsEach }, (_, index): AuditEntry => {
      return { at: at + index * everyMs, actor: 'phone', action: 'enrollment.expired' }
    })
    await database.transact((tx) => appendAudit(tx, ...entries))
    while ((await countStep(database, at)) > 0);
    clock.set(at + 150 * dayMs)
    await retention.retain({ before: at + 100 * dayMs }, 'cli')
  }
  await database.close()
  return config.segmentFolder
}
