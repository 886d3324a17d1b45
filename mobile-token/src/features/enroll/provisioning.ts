// The two messages between this phone and the server (ON v1, DESIGN section 4).
import { createApiClient } from '@motp/shared/client/api-client'
import type { Language } from '@motp/shared/protocol/language'
import {
  type Finish,
  type Finished,
  type Hello,
  provisionFinish,
  provisionHello,
  type ServerHello,
} from '@motp/shared/protocol/provisioning'

export type Provisioning = {
  /** M1 -> M2. */
  hello(body: Hello): Promise<ServerHello>
  /** M3 -> M4. */
  finish(body: Finish): Promise<Finished>
}

/** Both throw AppError. */
export function createProvisioning(language: () => Language): Provisioning {
  const api = createApiClient({ origin: '', language })
  return {
    hello: (body) => api.call(provisionHello, { body }),
    finish: (body) => api.call(provisionFinish, { body }),
  }
}
