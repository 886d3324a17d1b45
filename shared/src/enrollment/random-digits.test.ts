import { expect, test } from 'vitest'
import { createRandomDigits } from './random-digits.ts'

/** Gives out these bytes in order, and remembers how many were asked for. */
function bytesFrom(...bytes: number[]): (count: number) => Uint8Array {
  return (count) => Uint8Array.from(bytes.splice(0, count))
}

test('bytes from 250 on are thrown away and others fetched in their place', () => {
  expect(createRandomDigits(bytesFrom(0, 255, 19, 250, 249, 107))(4)).toBe('0997')
})

test('each digit is as likely as any other over all bytes', () => {
  const digits = createRandomDigits(bytesFrom(...Array(256).keys()))(250)
  for (const digit of '0123456789') expect(digits.split(digit)).toHaveLength(26)
})

test('exactly as many digits as asked for', () => {
  const randomDigits = createRandomDigits((count) => crypto.getRandomValues(new Uint8Array(count)))
  for (const count of [0, 1, 19, 22]) expect(randomDigits(count)).toMatch(new RegExp(`^[0-9]{${count}}$`))
})
