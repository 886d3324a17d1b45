import { createTestPorts } from '@motp/tests/support/test-ports'
import { expect, test } from 'vitest'
import { createLimitedLog } from './limited-log.ts'

function make() {
  const ports = createTestPorts()
  const limited = createLimitedLog(ports)
  const lines = () => ports.logged.map((line) => JSON.parse(line)).map(({ msg, address, repeated }) => ({ msg, address, repeated }))
  return { ...ports, limited, lines }
}

test('the first of a kind is told at once, the others once a minute with their number', () => {
  const { limited, lines, clock } = make()
  for (let count = 0; count < 5; count += 1) limited.warn({ address: '10.0.0.1' }, 'dropped')
  limited.warn({ address: '10.0.0.2' }, 'dropped')
  clock.advance(60_000)
  limited.warn({ address: '10.0.0.1' }, 'dropped')
  expect(lines()).toEqual([
    { msg: 'dropped', address: '10.0.0.1', repeated: undefined },
    { msg: 'dropped', address: '10.0.0.2', repeated: undefined },
    { msg: 'dropped', address: '10.0.0.1', repeated: 4 },
  ])
})
