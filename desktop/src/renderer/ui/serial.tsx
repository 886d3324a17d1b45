// A token's serial in groups: eight digits of an empty slot in fours, the fifteen of a registered token in fives.
import { Digits } from './digits.tsx'

export function Serial({ text }: { text: string }) {
  return <Digits text={text} every={text.length > 8 ? 5 : 4} />
}
