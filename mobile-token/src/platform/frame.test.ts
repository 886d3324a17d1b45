import { expect, test } from 'vitest'
import { scaledSize } from './frame.ts'

test('a frame is scaled down to the longer side, never up, never to nothing', () => {
  expect(scaledSize(2560, 1440, 1280)).toEqual({ width: 1280, height: 720 })
  expect(scaledSize(600, 800, 1280)).toEqual({ width: 600, height: 800 })
  expect(scaledSize(1, 5000, 1000)).toEqual({ width: 1, height: 1000 })
})
