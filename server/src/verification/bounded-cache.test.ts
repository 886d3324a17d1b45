import { expect, test } from 'vitest'
import { createBoundedCache } from './bounded-cache.ts'

const value = (name: string) => ({ name })

test('while there is room everybody is kept', () => {
  const cache = createBoundedCache<{ name: string }>(2)
  expect(cache.isFull()).toBe(false)
  expect([cache.offer('a', value('a')), cache.offer('b', value('b'))]).toEqual([true, true])
  expect([cache.get('a')?.name, cache.get('b')?.name, cache.isFull()]).toEqual(['a', 'b', true])
})

test('the eighth newcomer takes the place of who has not asked for longest; a kept one always takes its new value', () => {
  const left: string[] = []
  const cache = createBoundedCache<{ name: string }>(2, ({ name }) => left.push(name))
  for (const name of ['a', 'b']) cache.offer(name, value(name))
  cache.get('a')
  const kept = Array.from({ length: 8 }, (_, index) => cache.offer(`n${index}`, value(`n${index}`)))
  expect(kept).toEqual([false, false, false, false, false, false, false, true])
  expect(left).toEqual(['b'])
  expect(cache.offer('a', value('changed'))).toBe(true)
  expect([cache.get('a')?.name, cache.get('n7')?.name, cache.get('b')]).toEqual(['changed', 'n7', undefined])
  expect(left).toEqual(['b'])
})

test('what is deleted leaves', () => {
  const left: string[] = []
  const cache = createBoundedCache<{ name: string }>(2, ({ name }) => left.push(name))
  for (const name of ['a', 'b']) cache.offer(name, value(name))
  cache.delete('a')
  cache.clear()
  expect([left, cache.get('a'), cache.get('b')]).toEqual([['a', 'b'], undefined, undefined])
})
