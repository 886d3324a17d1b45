// The rule of the product, at its worst moment: a thousand codes, each handed in eight times at once to two server processes.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { openBase } from '@motp/server/compose'
import { readTrialConfig } from '@motp/server/config'
import type { Schema } from '@motp/server/database/schema'
import { systemRandom } from '@motp/server/ports'
import { tokenSeedContext } from '@motp/server/seal/seal-context'
import { otpProfiles } from '@motp/shared/otp/otp-parameters'
import { timeStep } from '@motp/shared/otp/time-step'
import { generateCode } from '@motp/shared/otp/totp'
import type { Insertable } from 'kysely'
import pino from 'pino'
import { describe, expect, inject, test } from 'vitest'
import { createDatabaseAt } from '../support/postgres.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'
import type { Attempt, NodeReport } from './verification-node.ts'

const tokenCount = 1_000
const copiesPerNode = 4
const now = Date.UTC(2026, 0, 5, 9, 0, 7)
const parameters = otpProfiles[0]
const nodeFile = fileURLToPath(new URL('verification-node.ts', import.meta.url))

describe.each(['sqlite', 'postgres'] as const)('on %s, with two server processes', (engine) => {
  const data = makeTemporaryFolder()

  test('each of 1,000 codes is accepted exactly once of eight times', async () => {
    const environment = {
      MOTP_DATA: data,
      ...(engine === 'postgres' ? { MOTP_DATABASE_URL: await createDatabaseAt(inject('postgresUrl')) } : {}),
    }
    const attempts = await makeAttempts(environment)
    const reports = await Promise.all([runNode(environment, attempts), runNode(environment, attempts.toReversed())])
    const accepted = reports.flatMap((report) => report.accepted)
    expect(new Set(accepted).size).toBe(tokenCount)
    expect(accepted).toHaveLength(tokenCount)
    const refusals = reports.map(({ refused }) => refused)
    const refusedCount = refusals.flatMap((refused) => Object.values(refused)).reduce((sum, count) => sum + count, 0)
    expect(refusedCount).toBe(tokenCount * (copiesPerNode * 2 - 1))
    // Neither a wrong window nor a wrong seed may pass for a refused replay.
    expect(refusals.flatMap((refused) => Object.keys(refused)).filter((reason) => reason !== 'replayed' && reason !== 'locked')).toEqual([])
  }, 180_000)
})

/** A thousand people with an active token each, and the code of each. */
async function makeAttempts(environment: Record<string, string>): Promise<Attempt[]> {
  const ports = { clock: { now: () => now }, random: systemRandom, log: pino({ level: 'fatal' }) }
  const config = {
    ...readTrialConfig({ data: environment.MOTP_DATA }),
    ...(environment.MOTP_DATABASE_URL ? { databaseLocation: environment.MOTP_DATABASE_URL } : {}),
  }
  const { database, seal } = await openBase(config, ports)
  const attempts: Attempt[] = []
  await database.transact(async (tx) => {
    for (let index = 0; index < tokenCount; index += 1) {
      const [userId, tokenId] = [`u${index}`, `t${index}`]
      const seed = systemRandom.bytes(20)
      const sealedSeed = await seal.seal(seed, tokenSeedContext({ tokenId, userId, parameters }))
      await tx.insertInto('users').values(userRow(userId)).execute()
      await tx
        .insertInto('tokens')
        .values(tokenRow({ id: tokenId, userId, sealedSeed }))
        .execute()
      attempts.push({ tokenId, code: generateCode(seed, parameters, timeStep(now, parameters.periodSeconds)) })
    }
  })
  await database.close()
  return attempts
}

function userRow(id: string): Insertable<Schema['users']> {
  const named = { id, directoryId: id, account: id, accountKey: id, displayName: id }
  return { ...named, directory: 'Oracle', mail: null, language: 'en', createdAt: now, lastSignInAt: null }
}

function tokenRow(token: { id: string; userId: string; sealedSeed: string }): Insertable<Schema['tokens']> {
  const registered = { serial: token.id, drift: 0, lastStep: 0, failures: 0, isHardLocked: 0, createdAt: now, enrolledAt: now }
  const unknown = { suspendedBy: null, lockedUntil: null, mode: null, assurance: null, device: null, devicePublicKey: null }
  return {
    ...token,
    ...parameters,
    ...registered,
    ...unknown,
    state: 'active',
    expiresAt: now + 86_400_000,
    lastUsedAt: null,
    foldedSequence: 0,
  }
}

async function runNode(environment: Record<string, string>, attempts: Attempt[]): Promise<NodeReport> {
  const node = fork(nodeFile, [String(now)], { env: { ...process.env, ...environment } })
  await once(node, 'message')
  node.send(attempts.flatMap((attempt) => Array<Attempt>(copiesPerNode).fill(attempt)))
  const [report] = (await once(node, 'message')) as [NodeReport]
  await once(node, 'exit')
  return report
}
