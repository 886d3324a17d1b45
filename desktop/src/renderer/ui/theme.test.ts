// Whatever accent a company is allowed, its words can be read wherever the console puts them.
import { contrastOf, nearestReadableAccent, textContrast } from '@motp/shared/brand/accent'
import { expect, test } from 'vitest'
import { accentsOf } from './theme.ts'

const steps = Array.from({ length: 12 }, (_, index) => Math.round((index * 255) / 11))
const colours = steps.flatMap((red) => steps.flatMap((green) => steps.map((blue) => (red << 16) | (green << 8) | blue)))
const readable = colours.map((value) => nearestReadableAccent(`#${value.toString(16).padStart(6, '0')}`))

test.each([
  ['light', ['#fbfaf7', '#ffffff']],
  ['dark', ['#14191a', '#1c2324']],
] as const)('every readable accent, and the default, meets AA on the %s page, surface and its own soft ground', (scheme, grounds) => {
  const poor = [null, ...readable].flatMap((given) => {
    const { accent, soft } = accentsOf(given)[scheme]
    return [...grounds, soft].filter((ground) => contrastOf(accent, ground) < textContrast).map((ground) => `${accent} on ${ground}`)
  })
  expect(poor).toEqual([])
})
