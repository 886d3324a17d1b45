import { expect, test } from 'vitest'
import { drawQr, traceModules } from './draw-qr.ts'

test('runs of dark modules become rectangles inside the quiet zone', () => {
  const picture = ['##.', '...', '#.#']
  const path = traceModules(3, (row, column) => picture[row]?.[column] === '#')
  expect(path).toBe('M4 4h2v1h-2zM4 6h1v1h-1zM6 6h1v1h-1z')
})

test('an enrollment text stays at version 5: 37 modules and the quiet zone', async () => {
  const text = `HTTPS://OTP.EXAMPLE.COM/E#1.${'A'.repeat(32)}.${'B'.repeat(26)}`
  expect((await drawQr(text)).modules).toBe(37 + 8)
})
