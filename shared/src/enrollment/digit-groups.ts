// Payload digits as groups of five plus a check digit: what people read on one screen and type on the other (DESIGN section 5).
import { dammCheckDigit, isDammValid } from './check-digit.ts'

/** challenge: PC to phone. response: phone to PC. activation: from IT to the phone's owner. */
export type LegKind = 'challenge' | 'response' | 'activation'

const payloadPerGroup = 5
const groupLength = payloadPerGroup + 1

// Ten start states for the ten groups of challenge and response; activation groups share three of them and end elsewhere.
const legs = {
  challenge: { count: 5, firstState: 0, finalState: 0 },
  response: { count: 5, firstState: 5, finalState: 0 },
  activation: { count: 3, firstState: 0, finalState: 1 },
} as const satisfies Record<LegKind, { count: number; firstState: number; finalState: number }>

export function groupCount(leg: LegKind): 3 | 5 {
  return legs[leg].count
}

/** `payloadDigits`: five for each group of the leg. Throws RangeError for anything else. */
export function encodeGroups(leg: LegKind, payloadDigits: string): string[] {
  const { count, firstState, finalState } = legs[leg]
  if (!/^[0-9]*$/.test(payloadDigits) || payloadDigits.length !== count * payloadPerGroup) throw new RangeError(`not a ${leg} payload`)
  return chunk(payloadDigits, payloadPerGroup).map((digits, position) => digits + dammCheckDigit(digits, firstState + position, finalState))
}

/** Full width to ASCII; white space, hyphens and full stops removed. What remains may still be anything. */
export function normaliseGroup(typed: string): string {
  return typed.normalize('NFKC').replaceAll(/[\s.\u2010-\u2015\u2212-]/g, '')
}

/** Whether this is the group of that leg and 0-based position. */
export function isGroupValid(leg: LegKind, position: number, typed: string): boolean {
  const { count, firstState, finalState } = legs[leg]
  const group = normaliseGroup(typed)
  if (!Number.isInteger(position) || position < 0 || position >= count) return false
  return group.length === groupLength && /^[0-9]+$/.test(group) && isDammValid(group, firstState + position, finalState)
}

/** `payload`: the digits without check digits. `badGroups`: 0-based positions that are wrong or missing. */
export function decodeGroups(leg: LegKind, groups: readonly string[]): { ok: true; payload: string } | { ok: false; badGroups: number[] } {
  const typed = Array.from({ length: groupCount(leg) }, (_, position) => groups[position] ?? '')
  const badGroups = [...typed.keys()].filter((position) => !isGroupValid(leg, position, typed[position] ?? ''))
  if (badGroups.length > 0) return { ok: false, badGroups }
  return { ok: true, payload: typed.map((group) => normaliseGroup(group).slice(0, payloadPerGroup)).join('') }
}

/** The digits of a pasted text, whatever stands between them, as groups; the last may be short, digits past the leg are dropped. */
export function splitPasted(leg: LegKind, text: string): string[] {
  const digits = text.normalize('NFKC').replaceAll(/[^0-9]/g, '')
  return chunk(digits, groupLength).slice(0, groupCount(leg))
}

/**
 * True when these are plainly the numbers of the other direction: the phone's typed back into the phone, or the PC's into the PC.
 * Every six digits are valid in exactly one of the ten places, so a single slip can look like any place; two groups do not.
 */
export function isOtherLeg(leg: 'challenge' | 'response', groups: readonly string[]): boolean {
  const other = leg === 'challenge' ? 'response' : 'challenge'
  const filled = [...groups.keys()].filter((position) => normaliseGroup(groups[position] ?? '').length === groupLength)
  return filled.length >= 2 && filled.every((position) => isGroupValid(other, position, groups[position] ?? ''))
}

function chunk(digits: string, size: number): string[] {
  return digits.match(new RegExp(`.{1,${size}}`, 'g')) ?? []
}
