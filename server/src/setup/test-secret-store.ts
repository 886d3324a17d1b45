// The secret under which the server tests its own RADIUS port. It stands in the database, sealed, for some seconds: the process that
// listens need not be the one that was asked to test.
import type { Database } from '../database/database.ts'
import type { Ports } from '../ports.ts'
import { testSecretContext } from '../seal/seal-context.ts'
import type { Seal } from '../seal/seal-service.ts'

type Deps = { database: Pick<Database, 'db' | 'aside'>; seal: Seal; ports: Pick<Ports, 'clock' | 'random'> }

const name = 'radius-test-secret'
/** One that is younger is used again: of two tests at once, none takes the other's away. */
const usedForMs = 10_000
const validForMs = 20_000

export function createTestSecrets({ database: { db, aside }, seal, ports: { clock, random } }: Deps) {
  return {
    async prepare(): Promise<Uint8Array> {
      const at = clock.now()
      const fresh = { value: await seal.seal(random.bytes(32), testSecretContext), at }
      await db
        .insertInto('summaries')
        .values({ name, ...fresh })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet(fresh)
            .where('summaries.at', '<', at - usedForMs),
        )
        .execute()
      const { value } = await db.selectFrom('summaries').select('value').where('name', '=', name).executeTakeFirstOrThrow()
      return seal.unseal(value, testSecretContext)
    },

    /** Undefined unless a test is under way. */
    async find(): Promise<Uint8Array | undefined> {
      const row = await aside.selectFrom('summaries').select(['value', 'at']).where('name', '=', name).executeTakeFirst()
      return row && row.at > clock.now() - validForMs ? seal.unseal(row.value, testSecretContext) : undefined
    },
  }
}
