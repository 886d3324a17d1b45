// The typing of digit groups as a pure rule: what the fields hold after each input, and which field comes next.
import { groupCount, isGroupValid, isOtherLeg, type LegKind, normaliseGroup, splitPasted } from '@motp/shared/enrollment/digit-groups'

export const groupLength = 6

export type Judgement = 'incomplete' | 'accepted' | 'wrong' | 'wrong-leg'

export type Typed = {
  groups: readonly string[]
  /** The field to go to; undefined: stay. */
  focus: number | undefined
}

export function emptyGroups(leg: LegKind): string[] {
  return Array.from({ length: groupCount(leg) }, () => '')
}

/** `text` is the whole content of field `position` after typing, deleting or pasting. */
export function typeGroup(leg: LegKind, groups: readonly string[], { position, text }: { position: number; text: string }): Typed {
  const digits = normaliseGroup(text).replaceAll(/\D/g, '')
  const isStray = digits.length > groupLength && digits.length < 2 * groupLength && (groups[position + 1] ?? '-') !== ''
  if (digits.length <= groupLength || isStray) {
    const group = digits.slice(0, groupLength)
    const isAccepted = isGroupValid(leg, position, group)
    return { groups: groups.with(position, group), focus: isAccepted && position + 1 < groups.length ? position + 1 : undefined }
  }
  // Fast typing runs on into an empty neighbour; more is a paste: a whole leg fills every field, a part fills from here on.
  const pasted = splitPasted(leg, digits)
  const first = pasted.length === groups.length ? 0 : position
  const next = groups.map((group, index) => pasted[index - first] ?? group)
  const firstBad = next.findIndex((group, index) => !isGroupValid(leg, index, group))
  return { groups: next, focus: firstBad < 0 ? groups.length - 1 : firstBad }
}

export function judgeGroup(leg: LegKind, position: number, group: string): Judgement {
  if (group.length < groupLength) return 'incomplete'
  if (isGroupValid(leg, position, group)) return 'accepted'
  return leg === 'challenge' && isGroupValid('response', position, group) ? 'wrong-leg' : 'wrong'
}

/** The phone's own digits typed back into the phone. */
export function isPlainlyOtherLeg(leg: LegKind, groups: readonly string[]): boolean {
  return leg === 'challenge' && isOtherLeg('challenge', groups)
}
