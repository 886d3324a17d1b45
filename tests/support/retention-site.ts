// A trail with events of long ago, and nodes that seal them: for tests of retention. Segments are small, so that there are several.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AuditEntry, ChainedRecord } from '@motp/server/audit/audit'
import { appendAudit } from '@motp/server/audit/audit-store'
import { createRetentionService, type RetentionDeps } from '@motp/server/audit/retention-service'
import { dayMs } from '@motp/server/audit/segment'
import { countStep, readCountedEnd } from '@motp/server/counts/hourly-count-store'
import type { Database } from '@motp/server/database/database'
import type { Policy } from '@motp/server/policies/policy'
import { onTestFinished } from 'vitest'
import { createFakeClock } from './fake-clock.ts'
import { createRegistrationWorld } from './registration-world.ts'

export type RetentionSite = Awaited<ReturnType<typeof createRetentionSite>>
export type SiteOptions = { old?: number; isCounted?: boolean; values?: Partial<Policy> }

/** `old` events of 800 days ago, and one of now. */
export async function createRetentionSite<T extends Database>(database: T, { old = 1000, isCounted = true, values = {} }: SiteOptions) {
  const segmentFolder = makeSegmentFolder()
  const clock = createFakeClock()
  const world = await createRegistrationWorld(database, { clock, segmentFolder, preset: 'default', values })
  const { db } = database
  await db.deleteFrom('auditEvents').execute()
  await db.deleteFrom('auditHead').execute()
  const now = clock.now()
  const entries = Array.from({ length: old }, (_, index): AuditEntry => {
    return { at: now - 800 * dayMs + index, actor: 'user:u1', action: 'token.reset', userId: 'u1', detail: { serial: `S${index}` } }
  })
  await database.transact((tx) => appendAudit(tx, ...entries, { at: now, actor: 'cli', action: 'policy.changed' }))
  const count = async () => {
    while ((await countStep(database, clock.now())) > 0);
  }
  if (isCounted) await count()
  const readKeepDays = async () => {
    const policy = await world.policies.current()
    return policy['audit.sealing'] ? policy['audit.keepDays'] : null
  }
  return {
    ...world,
    database,
    clock,
    segmentFolder,
    count,
    createNode: (changes: Partial<RetentionDeps> = {}) =>
      createRetentionService({ ...world, readKeepDays, readCountedEnd: () => readCountedEnd(db), eventsPerSegment: 400, ...changes }),
    cut: () => ({ before: clock.now() - 100 * dayMs }),
    /** Numbers of the events that the database has. */
    live: async () => (await db.selectFrom('auditEvents').select('sequence').orderBy('sequence').execute()).map(({ sequence }) => sequence),
    files: () => readdirSync(segmentFolder).toSorted(),
    /** Of the segment that begins with this event. */
    pathOf: (first: number) => join(segmentFolder, readdirSync(segmentFolder).find((file) => file.startsWith(`audit-${first}-`)) ?? 'none'),
  }
}

export function makeSegmentFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'motp-segments-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The lights go out when the `step`-th transaction begins. */
export function failAt(database: Database, step: number): Database['transact'] {
  let count = 0
  return async (work) => {
    count += 1
    if (count >= step) throw new Error('power cut')
    return database.transact(work)
  }
}

export async function gatherEvents(pages: AsyncIterable<readonly ChainedRecord[]> | undefined): Promise<ChainedRecord[]> {
  const all: ChainedRecord[] = []
  for await (const page of pages ?? []) all.push(...page)
  return all
}
