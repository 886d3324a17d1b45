// Judges the phone's groups as they are typed (DESIGN section 5: a group is valid in exactly one place). Pure.
import { isGroupValid, isOtherLeg } from '@motp/shared/enrollment/digit-groups'
import type { GroupVerdict } from '../../ui/group-fields.tsx'
import { digitsPerGroup } from '../../ui/spread-digits.ts'

type Sentences = { wrong: string; missing: string }

/** A group still being typed is left in peace until `isHandedIn`. */
export function judgeResponse(groups: readonly string[], sentences: Sentences, isHandedIn: boolean): GroupVerdict[] {
  return groups.map((group, position) => {
    if (group.length < digitsPerGroup) return isHandedIn ? sentences.missing : undefined
    return isGroupValid('response', position, group) ? true : sentences.wrong
  })
}

/** The numbers of this very screen were typed back into it. */
export function areComputerDigits(groups: readonly string[]): boolean {
  return isOtherLeg('response', groups)
}
