// The server's ports for a test: a clock that the test moves, real randomness, and a log that the test can search for what must not be there.
import { type Ports, systemRandom } from '@motp/server/ports'
import pino from 'pino'
import { createFakeClock, type FakeClock } from './fake-clock.ts'

export type TestPorts = Ports & { clock: FakeClock; logged: string[] }

export function createTestPorts(clock: FakeClock = createFakeClock()): TestPorts {
  const logged: string[] = []
  const log = pino({ level: 'debug' }, { write: (line) => void logged.push(line) })
  return { clock, random: systemRandom, log, logged }
}
