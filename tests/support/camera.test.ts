import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import { expect, test } from 'vitest'
import { writeCameraFilm } from './camera.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'

test('a film has two frames of the picture, centred, black as black and white as white', async () => {
  const picture = new PNG({ width: 100, height: 100 })
  picture.data.fill(255)
  // The left half is black.
  for (let y = 0; y < 100; y += 1) for (let x = 0; x < 50; x += 1) picture.data.fill(0, (y * 100 + x) * 4, (y * 100 + x) * 4 + 3)
  const path = join(makeTemporaryFolder(), 'film.y4m')
  await writeCameraFilm(PNG.sync.write(picture), path)
  const film = await readFile(path)
  const head = film.indexOf('FRAME\n') + 6
  const frame = 640 * 480 * 1.5
  expect(film.length).toBe(head + frame + 6 + frame)
  const lumaAt = (x: number, y: number) => film[head + y * 640 + x]
  expect([lumaAt(10, 240), lumaAt(200, 240), lumaAt(400, 240)]).toEqual([235, 0, 255])
})
