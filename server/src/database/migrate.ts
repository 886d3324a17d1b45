// Brings a database to the current schema. Numbered, forward only, never edited once released; two nodes may start at once.
import { type Migration, Migrator } from 'kysely/migration'
import type { Database } from './database.ts'
import * as spine from './migrations/0001-spine.ts'
import * as clients from './migrations/0002-clients.ts'
import * as userHistory from './migrations/0003-user-history.ts'
import * as itDesk from './migrations/0010-it-desk.ts'
import * as auditFilters from './migrations/0020-audit-filters.ts'
import * as bulk from './migrations/0021-bulk.ts'
import * as dueTokens from './migrations/0030-due-tokens.ts'
import * as foldedTrail from './migrations/0040-folded-trail.ts'
import * as auditSegments from './migrations/0050-audit-segments.ts'
import * as brand from './migrations/0051-brand.ts'
import * as leavers from './migrations/0052-leavers.ts'
import * as acts from './migrations/0053-acts.ts'
import * as holderChanges from './migrations/0060-holder-changes.ts'
import * as roomToUpdate from './migrations/0061-room-to-update.ts'

const migrations: Record<string, Migration> = {
  '0001-spine': spine,
  '0002-clients': clients,
  '0003-user-history': userHistory,
  '0010-it-desk': itDesk,
  '0020-audit-filters': auditFilters,
  '0021-bulk': bulk,
  '0030-due-tokens': dueTokens,
  '0040-folded-trail': foldedTrail,
  '0050-audit-segments': auditSegments,
  '0051-brand': brand,
  '0052-leavers': leavers,
  '0053-acts': acts,
  '0060-holder-changes': holderChanges,
  '0061-room-to-update': roomToUpdate,
}

export async function migrate({ db }: Database): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}
