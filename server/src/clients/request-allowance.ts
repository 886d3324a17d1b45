// How many requests a client may send in a minute, counted by all nodes together. A node takes a share of the minute at a time, so that
// a request seldom costs a write of its own.
import { AppError } from '@motp/shared/protocol/app-error'
import type { Database, Db } from '../database/database.ts'
import type { Ports } from '../ports.ts'
import type { Client } from './client.ts'
import { touchClient } from './client-store.ts'

export type RequestAllowance = {
  /** Counts one request. Throws `too-many-requests` with the time when the next minute begins. */
  take(client: Client): Promise<void>
}

/** `isLast`: no more is to be had before `endsAt`. */
type Share = { left: number; endsAt: number; isLast: boolean }

export type AllowanceDeps = {
  database: Database
  ports: Pick<Ports, 'clock'>
  /** Counts `count` hits under `key`, or as many as are left of the limit. */
  takeHits(
    db: Db,
    wanted: { key: string; limit: number; windowMs: number; count: number },
    now: number,
  ): Promise<{ taken: number; windowEndsAt: number }>
}

const windowMs = 60_000
/** A node that takes a share and goes idle wastes at most this part of the minute. */
const sharesPerWindow = 20

export function createRequestAllowance({ database, ports, takeHits }: AllowanceDeps): RequestAllowance {
  const shares = new Map<string, Share>()
  const underWay = new Map<string, Promise<void>>()

  const refill = async ({ id, requestsPerMinute: limit }: Client): Promise<void> => {
    const now = ports.clock.now()
    const count = Math.ceil(limit / sharesPerWindow)
    const { taken, windowEndsAt } = await takeHits(database.db, { key: `client:${id}`, limit, windowMs, count }, now)
    shares.set(id, { left: taken, endsAt: windowEndsAt, isLast: taken < count })
    await touchClient(database.db, id, now)
  }

  /** Many requests that find nothing left wait for one share. */
  const refillOnce = (client: Client): Promise<void> => {
    const running = underWay.get(client.id) ?? refill(client).finally(() => underWay.delete(client.id))
    underWay.set(client.id, running)
    return running
  }

  return {
    async take(client) {
      for (;;) {
        const share = shares.get(client.id)
        const isOpen = share !== undefined && share.endsAt > ports.clock.now()
        if (isOpen && share.left > 0) {
          share.left -= 1
          return
        }
        if (isOpen && share.isLast) throw new AppError('too-many-requests', { retryAt: share.endsAt })
        await refillOnce(client)
      }
    },
  }
}
