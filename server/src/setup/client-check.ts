// Would a request of this client be taken? Each thing that has to be right, and what is wrong with it. Pure.
import type { SetupFinding } from '@motp/shared/protocol/admin-setup'
import type { ClientKind } from '@motp/shared/protocol/clients'
import type { Rehearsal } from './radius-rehearsal.ts'

export type ClientFacts = {
  kind: ClientKind
  lastUsedAt: number | null
  /** The address to be judged; empty: none was given. */
  address: string
  isAddressAllowed: boolean
  /** RADIUS: name of the client that this address belongs to, if it is another one. */
  otherOwner: string | null
  /** REST: undefined when no key was given. */
  isKeyRight: boolean | undefined
  /** RADIUS: does its secret unseal? */
  isSecretReadable: boolean
  /** RADIUS: what came of asking the own port. */
  port: readonly SetupFinding[]
  /** RADIUS: what its packets met; null when they could not be made, or would not be taken for its own. */
  rehearsal: Rehearsal | null
}

const right = (step: string, detail: string | null = null): SetupFinding => ({ step, isRight: true, fault: null, detail })
const wrong = (step: string, fault: SetupFinding['fault'], detail: string | null = null): SetupFinding => ({
  step,
  isRight: false,
  fault,
  detail,
})

export function checkClient(facts: ClientFacts): SetupFinding[] {
  const { kind, address, isAddressAllowed, otherOwner, isKeyRight, isSecretReadable, port, rehearsal, lastUsedAt } = facts
  const findings: SetupFinding[] = []
  if (kind === 'radius') findings.push(...port, isSecretReadable ? right('secret') : wrong('secret', 'secret-unreadable'))
  if (address !== '') {
    if (otherOwner !== null) findings.push(wrong('address', 'address-of-another', otherOwner))
    else findings.push(isAddressAllowed ? right('address', address) : wrong('address', 'address-outside', address))
  }
  if (rehearsal) {
    findings.push(rehearsal.signed ? right('signed') : wrong('signed', 'packet-dropped'))
    findings.push(rehearsal.unsigned ? wrong('unsigned', 'unsigned-taken') : right('unsigned'))
  }
  if (kind === 'rest' && isKeyRight !== undefined) findings.push(isKeyRight ? right('key') : wrong('key', 'key-wrong'))
  findings.push(lastUsedAt === null ? wrong('used', 'never-used') : right('used', String(lastUsedAt)))
  return findings
}
