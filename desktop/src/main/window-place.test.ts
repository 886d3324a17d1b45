import { expect, test } from 'vitest'
import { placeWindow } from './window-place.ts'

const screen = { x: 0, y: 0, width: 1920, height: 1040 }
const at = (x: number, y: number) => ({ bounds: { x, y, width: 900, height: 700 }, isMaximized: false })

test('the first time in its natural size, wherever the system puts it', () => {
  expect(placeWindow(undefined, [screen])).toEqual({ bounds: { width: 1120, height: 800 }, isMaximized: false })
})

test.each([
  ['on the screen', 100, 100, true],
  ['partly off, its bar still to be grabbed', 1750, 100, true],
  ['off to the right', 1850, 100, false],
  ['above, its bar out of reach', 100, -60, false],
  ['on a screen that is gone', 3000, 100, false],
])('%s', (_name, x, y, isKept) => {
  const { bounds } = placeWindow(at(x, y), [screen])
  expect(bounds).toEqual(isKept ? { x, y, width: 900, height: 700 } : { width: 900, height: 700 })
})
