// Tokens, verification and registration as a server composes them, on a database for tests, with a clock that the test moves.
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { composeRecords, composeRegistration } from '@motp/server/compose'
import { composeDesk } from '@motp/server/compose-desk'
import type { Database } from '@motp/server/database/database'
import type { Policy } from '@motp/server/policies/policy'
import { createPolicyService } from '@motp/server/policies/policy-service'
import { type Ports, type Random, systemRandom } from '@motp/server/ports'
import { createSeal } from '@motp/server/seal/seal-service'
import type { PresetName } from '@motp/shared/protocol/admin-policy'
import { AppError } from '@motp/shared/protocol/app-error'
import pino from 'pino'
import { createFakeClock, type FakeClock } from './fake-clock.ts'
import { createMake } from './make.ts'

type Options = { preset?: PresetName; values?: Partial<Policy>; clock?: FakeClock; random?: Random; segmentFolder?: string }

/** Made by whoever seals the first segment. */
const unusedFolder = join(tmpdir(), 'motp-no-segments')
const masterKey = new Uint8Array(32).fill(7)

/** A second world on another handle of the same database is a second server process. */
export async function createRegistrationWorld(database: Database, options: Options = {}) {
  const { preset, values = {}, clock = createFakeClock(), random = systemRandom, segmentFolder = unusedFolder } = options
  const ports: Ports = { clock, random, log: pino({ level: 'silent' }) }
  const seal = await createSeal({ database, masterKey, ports })
  const policies = createPolicyService({ database, ports })
  if (preset) await policies.change({ preset, values }, { actor: 'cli', address: null })
  const parts = await composeRegistration({ config: { publicOrigin: 'https://otp.example.com' }, ports, database, seal, policies })
  const records = composeRecords({ config: { segmentFolder }, ports, database, seal, policies })
  const desk = composeDesk({ ...parts, ...records, ports, database, seal, policies, readHealth: async () => [] })
  return {
    ...parts,
    ...records,
    ...desk,
    database,
    clock,
    ports,
    seal,
    policies,
    make: createMake({ database, seal, ports }),
    /** What the audit trail says of a user, oldest first. */
    actions: async (userId: string) =>
      (await database.db.selectFrom('auditEvents').select('action').where('userId', '=', userId).orderBy('sequence').execute()).map(
        ({ action }) => action,
      ),
    /** The mails that wait for a user, in order. */
    notices: async (userId: string) =>
      (await database.db.selectFrom('notices').select('kind').where('userId', '=', userId).orderBy('createdAt').execute()).map(
        (row) => row.kind,
      ),
  }
}

/** The code of the refusal, `none` when there was none; a fault is thrown on. */
export async function refusalOf(work: Promise<unknown>): Promise<AppError['code'] | 'none'> {
  try {
    await work
    return 'none'
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
}
