// Counts requests by address, for doors that anybody may knock at.
import { AppError } from '@motp/shared/protocol/app-error'
import { addressKey } from '../addresses/address.ts'
import type { Database } from '../database/database.ts'
import type { Clock } from '../ports.ts'
import { hitThrottle } from './throttle-store.ts'

type Deps = { database: Database; clock: Clock }

/** The result throws `too-many-requests` with the time of the next try. */
export function createAddressThrottle({ database, clock }: Deps, { name, ...rule }: { name: string; limit: number; windowMs: number }) {
  return async (address: string): Promise<void> => {
    const answer = await hitThrottle(database.db, { key: `${name}:${addressKey(address)}`, ...rule }, clock.now())
    if (!answer.allowed) throw new AppError('too-many-requests', { retryAt: answer.retryAt })
  }
}
