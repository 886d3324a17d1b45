// For tests alone: opens the sealed seed of an active token as the server would, and asks an independent program for its codes.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openDatabase } from '@motp/server/database/database'
import { systemClock, systemRandom } from '@motp/server/ports'
import { readKeyFile } from '@motp/server/seal/key-file'
import { tokenSeedContext } from '@motp/server/seal/seal-context'
import { createSeal } from '@motp/server/seal/seal-service'
import { toHex } from '@motp/shared/encoding/bytes'
import { isOtpParameters, type OtpParameters } from '@motp/shared/otp/otp-parameters'
import pino from 'pino'
import { requireProgram } from './require-program.ts'

const run = promisify(execFile)

export type UnsealedToken = { seed: Uint8Array; parameters: OtpParameters }

/** `location`: the database of a server whose key file lies in `data`. */
export async function unsealToken(data: string, serial: string, location = join(data, 'motp.sqlite')): Promise<UnsealedToken> {
  const database = openDatabase(location)
  try {
    const row = await database.db.selectFrom('tokens').selectAll().where('serial', '=', serial).executeTakeFirstOrThrow()
    const parameters = { algorithm: row.algorithm, digits: row.digits, periodSeconds: row.periodSeconds }
    if (row.sealedSeed === null || !isOtpParameters(parameters)) throw new Error(`token ${serial} has no seed`)
    const ports = { clock: systemClock, random: systemRandom, log: pino({ level: 'silent' }) }
    const seal = await createSeal({ database, masterKey: await readKeyFile(join(data, 'seal.key')), ports })
    const seed = await seal.unseal(row.sealedSeed, tokenSeedContext({ tokenId: row.id, userId: row.userId, parameters }))
    return { seed, parameters }
  } finally {
    await database.close()
  }
}

/** oathtool's code for the seed at `atMs`. */
export async function askOathtool({ seed, parameters }: UnsealedToken, atMs: number): Promise<string> {
  const { algorithm, digits, periodSeconds } = parameters
  const hash = algorithm.replace('-', '')
  const at = new Date(atMs).toISOString().replace('T', ' ').replace(/\..*$/, ' UTC')
  const args = [`--totp=${hash}`, `--digits=${digits}`, `--time-step-size=${periodSeconds}s`, `--now=${at}`, toHex(seed)]
  const { stdout } = await run(requireProgram('oathtool'), args)
  return stdout.trim()
}
