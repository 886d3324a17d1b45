// Questions and answers over a channel whose other end is here too.
import { AppError } from '@motp/shared/protocol/app-error'
import { expect, test } from 'vitest'
import type { CodeJudge, CodeQuestion } from './code-judge.ts'
import { type Channel, createRemoteJudge, serveJudge } from './judge-channel.ts'

/** Two ends; what one sends the other gets. */
function connect() {
  const takers: { left?: (message: string) => void; right?: (message: string) => void } = {}
  const messages: string[] = []
  const end = (mine: 'left' | 'right', other: 'left' | 'right'): Channel => ({
    send: (message) => {
      messages.push(message)
      takers[other]?.(message)
    },
    onMessage: (take) => {
      takers[mine] = take
    },
  })
  return { near: end('left', 'right'), far: end('right', 'left'), messages }
}

const question = (code: string): CodeQuestion => ({ clientId: 'c', address: '192.0.2.1', who: { user: 'tw1' }, code })
const accept = (serial: string) => ({ outcome: 'accepted', serial, digits: 6 }) as const

function createPair(judge: CodeJudge) {
  const { near, far, messages } = connect()
  serveJudge(far, judge)
  return { ...createRemoteJudge(near), messages }
}

test('each question gets its own answer, and those of one turn share a message', async () => {
  const { judge, messages } = createPair(async ({ code }) => accept(code))
  const answers = await Promise.all(['1', '2', '3'].map((code) => judge(question(code))))
  expect(answers).toEqual([accept('1'), accept('2'), accept('3')])
  expect(messages).toHaveLength(2)
})

test('a failure reaches its own asker alone, as what it was', async () => {
  const thrown: Record<string, Error> = {
    ours: new AppError('too-many-requests', { retryAt: 5 }),
    outage: Object.assign(new Error('disk'), { code: 'SQLITE_FULL' }),
    fault: new TypeError('surprise'),
  }
  const { judge } = createPair(async ({ code }) => {
    const error = thrown[code]
    if (error) throw error
    return accept(code)
  })
  const [ours, outage, fault, fine] = await Promise.allSettled(['ours', 'outage', 'fault', '1'].map((code) => judge(question(code))))
  expect(ours).toMatchObject({ reason: { name: 'AppError', code: 'too-many-requests', details: { retryAt: 5 } } })
  expect(outage).toMatchObject({ reason: { message: 'disk', code: 'SQLITE_FULL' } })
  expect(fault).toMatchObject({ reason: { message: 'surprise' } })
  expect(fine).toMatchObject({ value: accept('1') })
})

test('whoever waits when the other side ends is told to try again, and so is whoever asks later', async () => {
  const { judge, end } = createPair(() => new Promise(() => undefined))
  const waiting = judge(question('1'))
  await new Promise(setImmediate)
  end()
  await expect(waiting).rejects.toMatchObject({ code: 'unavailable' })
  await expect(judge(question('2'))).rejects.toMatchObject({ code: 'unavailable' })
})
