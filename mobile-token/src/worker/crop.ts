// The centre of a picture, halved in size as often as needed and then cut, so that no side exceeds `maxSide`.

type Pixels = { data: Uint8ClampedArray; width: number; height: number }

export function cropCentre(image: Pixels, maxSide: number): Pixels {
  // The finder's square is the middle of the frame: half of the shorter side or more is enough context.
  const side = Math.min(image.width, image.height)
  const step = Math.max(1, Math.ceil(side / maxSide))
  const size = Math.floor(side / step)
  const left = Math.floor((image.width - size * step) / 2)
  const top = Math.floor((image.height - size * step) / 2)
  const data = new Uint8ClampedArray(size * size * 4)
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const from = ((top + y * step) * image.width + left + x * step) * 4
      data.set(image.data.subarray(from, from + 4), (y * size + x) * 4)
    }
  }
  return { data, width: size, height: size }
}
