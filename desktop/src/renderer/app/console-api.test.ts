import type { ErrorCode } from '@motp/shared/protocol/error-code'
import { listTokens, resetToken } from '@motp/shared/protocol/tokens'
import { expect, test } from 'vitest'
import type { ProofRequest } from '../features/proofs/proof-desk.ts'
import { createConsoleApi } from './console-api.ts'

const token = {
  id: 't1',
  type: 'software',
  serial: '1A2B3C4D',
  status: 'initial',
  suspendedBy: null,
  expiresAt: null,
  enrolledAt: null,
  mode: null,
  device: null,
  assurance: null,
  lastUsedAt: null,
  lockedUntil: null,
  isHardLocked: false,
}

const refuse = (code: ErrorCode, status: number, details = {}) =>
  Response.json({ error: { code, message: code, requestId: 'r1', details } }, { status })

/** A console API over a server that gives these answers, one a request. */
function makeApi(answers: (() => Response)[], isProven = true) {
  const asked: ProofRequest[] = []
  const lost: string[] = []
  let requests = 0
  const api = createConsoleApi({
    language: () => 'en',
    askForProofs: async (request) => {
      asked.push(request)
      return isProven
    },
    onSessionLost: () => lost.push('lost'),
    fetch: async () => answers[requests++]?.() ?? refuse('internal', 500),
  })
  return { api, asked, lost, countRequests: () => requests }
}

const reset = { params: { tokenId: 't1' } }

test('an action that lacks proofs goes on by itself once they are shown', async () => {
  const { api, asked } = makeApi([
    () => refuse('proof-required', 403, { proofsNeeded: 2, proofKinds: ['password', 'mailed-code'] }),
    () => refuse('proof-required', 403, { proofsNeeded: 1, proofKinds: ['mailed-code'] }),
    () => Response.json({ token, changedAt: 1 }),
  ])
  expect((await api.call(resetToken, reset)).token.serial).toBe('1A2B3C4D')
  expect(asked).toEqual([
    { needed: 2, kinds: ['password', 'mailed-code'] },
    { needed: 1, kinds: ['mailed-code'] },
  ])
})

test('an action whose user gives up fails and is not sent again', async () => {
  const { api, countRequests } = makeApi([() => refuse('proof-required', 403, { proofsNeeded: 1, proofKinds: ['password'] })], false)
  await expect(api.call(resetToken, reset)).rejects.toMatchObject({ code: 'proof-required' })
  expect(countRequests()).toBe(1)
})

test('a missing activation code is asked for', async () => {
  const { api, asked } = makeApi([() => refuse('activation-code-required', 403), () => Response.json({ token, changedAt: 1 })])
  await api.call(resetToken, reset)
  expect(asked).toEqual([{ needed: 1, kinds: ['activation-code'] }])
})

test('a lost session is told, whichever request met it', async () => {
  const { api, lost } = makeApi([() => refuse('session-expired', 401)])
  await expect(api.call(listTokens, {})).rejects.toMatchObject({ code: 'session-expired' })
  expect(lost).toEqual(['lost'])
})

test('any other refusal is passed on and nobody is asked', async () => {
  const { api, asked, lost } = makeApi([() => refuse('token-state-conflict', 409)])
  await expect(api.call(resetToken, reset)).rejects.toMatchObject({ code: 'token-state-conflict' })
  expect([asked.length, lost.length]).toEqual([0, 0])
})
