// Online registration as the console starts it: a ticket in a QR. What the phone does with it stands in provisioning-service.ts.
import { encodeBase64url } from '@motp/shared/encoding/base64url'
import { formatEnrollmentQr } from '@motp/shared/enrollment/enrollment-qr'
import type { Random } from '../ports.ts'
import type { Seal } from '../seal/seal-service.ts'
import { createTicket } from './online-exchange.ts'
import { sealOnlineSecret } from './online-secret.ts'
import type { Prepare } from './plan.ts'

/** `publicOrigin`: where phones reach this server, `https://otp.example.com`. */
type Deps = { random: Random; seal: Seal; createSerial(): Promise<string>; publicOrigin: string }

export function createOnlinePreparation({ random, seal, createSerial, publicOrigin }: Deps): Prepare {
  return async ({ id }) => {
    const { ticket, tid, serverKey, fingerprint } = createTicket(random.bytes)
    const sealedSecret = await sealOnlineSecret(seal, id, { ticket: encodeBase64url(ticket), serverKey })
    return {
      row: { state: 'waiting', ticketId: tid, sealedSecret, sealedSeed: null, serial: await createSerial() },
      reply: { mode: 'online', qr: formatEnrollmentQr({ origin: publicOrigin, ticket, fingerprint }) },
    }
  }
}
