import { expect, test } from 'vitest'
import { describeAgent } from './describe-agent.ts'

test('known browsers are named with their system', () => {
  const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)'
  expect(describeAgent(`${windows} Chrome/156.0.0.0 Safari/537.36`)).toBe('Chrome · Windows')
  expect(describeAgent(`${windows} Chrome/156.0.0.0 Safari/537.36 Edg/156.0`)).toBe('Edge · Windows')
  expect(describeAgent('Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Mobile Safari/604')).toBe(
    'Safari · iPhone',
  )
})

test('an unknown agent is not guessed at', () => {
  expect(describeAgent('curl/8.0')).toBeUndefined()
})
