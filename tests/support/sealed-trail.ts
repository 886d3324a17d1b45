// A trial site whose trail began years ago, its old events in three sealed files. Made before its server starts.
import { appendAudit } from '@motp/server/audit/audit-store'
import { dayMs } from '@motp/server/audit/segment'
import { composeRecords, openBase } from '@motp/server/compose'
import { readTrialConfig } from '@motp/server/config'
import { countStep } from '@motp/server/overview/hourly-count-store'
import { systemClock, systemRandom } from '@motp/server/ports'
import pino from 'pino'

const daysAgo = [900, 500, 200]
const eventsEach = 1200

/** Answers the folder of the files. */
export async function makeSealedTrail(data: string): Promise<string> {
  const config = readTrialConfig({ data })
  const base = await openBase(config, { clock: systemClock, random: systemRandom, log: pino({ level: 'fatal' }) })
  const { database } = base
  const { retention } = composeRecords(base)
  for (const days of daysAgo) {
    const at = Date.now() - days * dayMs
    const entries = Array.from({ length: eventsEach }, (_, index) => ({
      at: at + index * 60_000,
      actor: 'phone',
      action: 'enrollment.expired' as const,
    }))
    await database.transact((tx) => appendAudit(tx, ...entries))
    while ((await countStep(database, Date.now())) > 0);
    await retention.retain({ before: at + 10 * dayMs }, 'cli')
  }
  await database.close()
  return config.segmentFolder
}
