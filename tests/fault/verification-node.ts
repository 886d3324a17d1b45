// Runs as a process of its own: one server's verification, told by its parent what to judge and at what time.
import { openBase } from '@motp/server/compose'
import { readTrialConfig } from '@motp/server/config'
import { systemRandom } from '@motp/server/ports'
import { createVerificationService } from '@motp/server/verification/verification-service'
import pino from 'pino'

export type Attempt = { tokenId: string; code: string }
export type NodeReport = { accepted: string[]; refused: Record<string, number> }

const now = Number(process.argv[2])
const ports = { clock: { now: () => now }, random: systemRandom, log: pino({ level: 'fatal' }) }
const base = await openBase(readTrialConfig(), ports)
const verification = createVerificationService(base)

process.once('message', (attempts: Attempt[]) => void judge(attempts))
process.send?.('ready')

/** All at once: nothing but the database keeps two of them apart. */
async function judge(attempts: Attempt[]): Promise<void> {
  const context = { actor: 'system', address: null, purpose: 'sign-in' }
  const report: NodeReport = { accepted: [], refused: {} }
  await Promise.all(
    attempts.map(async ({ tokenId, code }) => {
      const verdict = await verification.verify(tokenId, code, context)
      if (verdict.accepted) report.accepted.push(tokenId)
      else report.refused[verdict.reason] = (report.refused[verdict.reason] ?? 0) + 1
    }),
  )
  process.send?.(report)
  await base.database.close()
  process.disconnect()
}
