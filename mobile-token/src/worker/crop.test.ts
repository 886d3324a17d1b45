import { expect, test } from 'vitest'
import { cropCentre } from './crop.ts'

/** Each pixel's red is its column, its green its row. */
function numbered(width: number, height: number) {
  const data = new Uint8ClampedArray(width * height * 4)
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) data.set([x, y, 0, 255], (y * width + x) * 4)
  return { data, width, height }
}

test('the middle square is taken whole when it is small enough', () => {
  const crop = cropCentre(numbered(20, 10), 10)
  expect([crop.width, crop.height]).toEqual([10, 10])
  expect([...crop.data.slice(0, 2)]).toEqual([5, 0])
  expect([...crop.data.slice(-4, -2)]).toEqual([14, 9])
})

test('a larger one is thinned out until it fits', () => {
  const crop = cropCentre(numbered(200, 100), 40)
  expect([crop.width, crop.height]).toEqual([33, 33])
  expect([...crop.data.slice(4, 6)]).toEqual([53, 0])
})
