// Sends M3 again for every profile whose answer was lost; the same body gets the same answer (DESIGN section 4).
import './strict-content-policy.ts'
import { AppError } from '@motp/shared/protocol/app-error'
import type { ErrorCode } from '@motp/shared/protocol/error-code'
import type { EnrollServices } from './enroll-online.ts'
import { createProvisioning } from './provisioning.ts'

/** After these the server will never know this key: the registration is over. Anything else may pass. */
const finalRefusals: readonly ErrorCode[] = ['provisioning-unknown', 'provisioning-conflict', 'provisioning-gone']

export async function resendFinishes({ vault, clock, language }: Pick<EnrollServices, 'vault' | 'clock' | 'language'>): Promise<void> {
  const provisioning = createProvisioning(language)
  for (const { id, finish } of await vault.pendingFinishes()) {
    try {
      const { now } = await provisioning.finish(finish)
      clock.learn(now)
      await vault.settle(id, 'ready')
    } catch (error) {
      if (error instanceof AppError && finalRefusals.includes(error.code)) await vault.settle(id, 'dead')
    }
  }
}
