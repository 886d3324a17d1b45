import { expect, test } from 'vitest'
import { createProofDesk } from './proof-desk.ts'

const request = { needed: 1, kinds: ['password'] }

test('an action waits until its proof was accepted', async () => {
  const desk = createProofDesk()
  const asked = desk.ask(request)
  expect(desk.current()).toBe(request)
  desk.settle(true)
  await expect(asked).resolves.toBe(true)
  expect(desk.current()).toBeUndefined()
})

test('a second action ends the wait of the first without a proof', async () => {
  const desk = createProofDesk()
  const first = desk.ask(request)
  const second = desk.ask({ needed: 2, kinds: ['code'] })
  await expect(first).resolves.toBe(false)
  desk.settle(true)
  await expect(second).resolves.toBe(true)
})

test('listeners hear of each change until they leave', () => {
  const desk = createProofDesk()
  const heard: (number | undefined)[] = []
  const leave = desk.subscribe(() => heard.push(desk.current()?.needed))
  void desk.ask(request)
  desk.settle(false)
  leave()
  void desk.ask(request)
  expect(heard.slice(-2)).toEqual([1, undefined])
})
