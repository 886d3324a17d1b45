// What a packet of a RADIUS client would meet here, found out by putting one before the server's own rules, as if it came from there.
// No account is asked about: the question ends where a password would be checked.
import { randomBytes, randomInt } from 'node:crypto'
import { encodePacket, type PacketFields, packetCode, parsePacket } from '../radius/packet.ts'
import { hidePassword } from '../radius/user-password.ts'
import { encodeSigned } from './radius-probe.ts'

/** The reply, or undefined when there would be none. */
export type AnswerPacket = (packet: { bytes: Uint8Array; address: string }) => Promise<Uint8Array | undefined>

export type Rehearsal = { signed: boolean; unsigned: boolean }

const userNameType = 1
const userPasswordType = 2

/** Whether a request with Message-Authenticator is taken, and whether one without. */
export async function rehearse(answer: AnswerPacket, { address, secret }: { address: string; secret: Uint8Array }): Promise<Rehearsal> {
  const isTaken = async (bytes: Uint8Array) => {
    const reply = await answer({ bytes, address })
    return reply !== undefined && parsePacket(reply)?.code === packetCode.accessReject
  }
  return {
    signed: await isTaken(encodeSigned(makeRequest(secret), secret)),
    unsigned: await isTaken(encodePacket(makeRequest(secret))),
  }
}

function makeRequest(secret: Uint8Array): PacketFields {
  const authenticator = new Uint8Array(randomBytes(16))
  const password = hidePassword(new TextEncoder().encode('no-password'), { secret, authenticator })
  return {
    code: packetCode.accessRequest,
    identifier: randomInt(256),
    authenticator,
    attributes: [
      { type: userNameType, value: new TextEncoder().encode('motp-test') },
      { type: userPasswordType, value: password },
    ],
  }
}
