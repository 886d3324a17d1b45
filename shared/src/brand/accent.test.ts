// Contrast as WCAG defines it, and the colours made by it.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accentPairOf, contrastOf, isReadableAccent, mixColours, nearestReadableAccent, textContrast } from './accent.ts'

const colours = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)

test.each([
  ['#000000', '#ffffff', 21],
  ['#777777', '#ffffff', 4.48],
  ['#767676', '#ffffff', 4.54],
  ['#ffffff', '#0f6f67', 6.01],
])('%s on %s has the contrast %d', (one, other, ratio) => expect(contrastOf(one, other)).toBeCloseTo(ratio, 1))

describe('any colour', () => {
  test('becomes readable on light grounds by the nearest of its hue, which then is its own nearest', () => {
    fc.assert(
      fc.property(colours, (colour) => {
        const nearest = nearestReadableAccent(colour)
        expect(isReadableAccent(nearest)).toBe(true)
        expect(contrastOf(nearest, '#ffffff')).toBeGreaterThanOrEqual(textContrast)
        expect(nearestReadableAccent(nearest)).toBe(nearest)
      }),
    )
  })

  test('has a counterpart that is readable on dark grounds', () => {
    fc.assert(
      fc.property(colours, (colour) => {
        for (const ground of ['#14191a', '#1c2324', '#263031'])
          expect(contrastOf(accentPairOf(colour).dark, ground)).toBeGreaterThanOrEqual(textContrast)
      }),
    )
  })
})

test('no colour is readable on white and on the dark ground: hence two', () => {
  fc.assert(fc.property(colours, (colour) => contrastOf(colour, '#ffffff') < textContrast || contrastOf(colour, '#1c2324') < textContrast))
})

test('a readable colour is left alone, another is darkened by little', () => {
  expect(nearestReadableAccent('#0f6f67')).toBe('#0f6f67')
  expect(nearestReadableAccent('#ffcc00')).toMatch(/^#[6-8][0-9a-f]{3}00$/)
})

test('colours are mixed', () => {
  expect(mixColours('#000000', '#ffffff', 0.5)).toBe('#808080')
  expect(mixColours('#123456', '#ffffff', 0)).toBe('#123456')
})
