// /validate/check as a whole: challenges, refusals in the envelope, callers known by address or by key.
import { createClientWorld } from '@motp/tests/support/client-world'
import { forEachDatabase } from '@motp/tests/support/databases'
import { account, password, useValidateSuite } from '@motp/tests/support/validate-suite'
import { describe, expect, test } from 'vitest'

forEachDatabase('/validate/check, its rules', (open) => {
  const suite = useValidateSuite(open)
  const { clock, folder, send, form } = suite

  describe('a challenge', () => {
    const challenge = async (headers: Record<string, string> = {}) =>
      (await form({ user: account, pass: password }, 'x', headers)).reply.detail?.transaction_id ?? ''
    const answer = async (state: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) =>
      (await form({ user: account, pass: suite.token.code(), transaction_id: state, ...fields }, 'x', headers)).reply.result.authentication

    test('is used once', async () => {
      const state = await challenge()
      expect(await answer(state)).toBe('ACCEPT')
      clock.advance(30_000)
      expect(await answer(state)).toBe('REJECT')
    })

    test('of two codes at once takes one', async () => {
      const state = await challenge()
      const client = (await suite.world.clients.list()).find(({ name }) => name === 'gateway')
      if (!client) throw new Error('no client')
      const answerNow = (code: string) =>
        suite.world.clientVerification.authenticate({ client, address: '127.0.0.1' }, { who: { user: account }, secret: code, state })
      const both = await Promise.all([answerNow(suite.token.code()), answerNow(suite.token.code(1))])
      expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['accepted', 'refused'])
    })

    test('ends after two minutes', async () => {
      const state = await challenge()
      clock.advance(2 * 60_000)
      expect(await answer(state)).toBe('REJECT')
    })

    test('of another client or another user is none, and costs the user nothing', async () => {
      const { key } = await suite.world.addClient({ modes: ['challenge'] })
      const state = await challenge()
      expect(await answer(state, {}, { authorization: key })).toBe('REJECT')
      expect(await answer(state, { user: 'TW01002547' })).toBe('REJECT')
      expect(await answer('made-up')).toBe('REJECT')
      expect(await suite.token.read()).toMatchObject({ failures: 0 })
      expect(await answer(state)).toBe('ACCEPT')
    })

    test('is enough to name the user', async () => {
      const state = await challenge()
      const { reply } = await form({ pass: suite.token.code(), transaction_id: state }, 'x')
      expect(reply.result.authentication).toBe('ACCEPT')
    })

    test('is not given for a wrong password, to a user without a phone, or for nothing to a client that wants the password', async () => {
      const { key } = await suite.world.addClient({ modes: ['challenge'] })
      const authentication = async (user: string, pass: string) =>
        (await form({ user, pass }, 'x', { authorization: key })).reply.result.authentication
      expect(await authentication(account, 'wrong')).toBe('REJECT')
      expect(await authentication(account, '')).toBe('REJECT')
      expect(await authentication('nobody', password)).toBe('REJECT')
      await suite.world.signIn('helpdesk01')
      expect(await authentication('helpdesk01', password)).toBe('REJECT')
      expect(await authentication(account, password)).toBe('CHALLENGE')
    })

    test('is kept by its hash alone', async () => {
      const state = await challenge()
      expect(JSON.stringify(await suite.world.database.db.selectFrom('challenges').selectAll().execute())).not.toContain(state)
    })
  })

  describe('refused in the envelope', () => {
    test.each<[string, RequestInit & { path?: string }, number, number]>([
      ['no pass', { method: 'POST', body: new URLSearchParams({ user: account }) }, 400, 905],
      ['nobody named', { method: 'POST', body: new URLSearchParams({ pass: '1' }) }, 400, 905],
      ['a field twice', { method: 'POST', body: new URLSearchParams('user=a&user=b&pass=1') }, 400, 905],
      [
        'a field in query and body',
        { path: '/validate/check?user=a', method: 'POST', body: new URLSearchParams('user=b&pass=1') },
        400,
        905,
      ],
      ['an array', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '[1]' }, 400, -500],
      [
        'an array as a field',
        { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"user":"a","pass":["1"]}' },
        400,
        905,
      ],
      ['a body of 1 MB', { method: 'POST', body: new URLSearchParams({ user: account, pass: 'x'.repeat(1_000_000) }) }, 413, -500],
      ['XML', { method: 'POST', headers: { 'content-type': 'application/xml' }, body: '<x/>' }, 415, -500],
      ['another method', { method: 'PUT', body: new URLSearchParams({ user: account, pass: '1' }) }, 405, -500],
      [
        'a wrong key',
        { method: 'POST', headers: { authorization: 'x' }, body: new URLSearchParams({ user: account, pass: '1' }) },
        401,
        4033,
      ],
    ])('%s', async (_, init, status, code) => {
      const answer = await send(init)
      expect(answer.status).toBe(status)
      expect(answer.reply.result).toMatchObject({ status: false, error: { code, message: expect.any(String) } })
      expect(answer.reply.result).not.toHaveProperty('value')
    })

    test('a caller whose address no client has, and a key never falls back on the address', async () => {
      const stranger = await createClientWorld((await open()).location, folder, { clock })
      await stranger.addClient({ addresses: ['10.0.0.1'] })
      await stranger.addClient()
      const body = new URLSearchParams({ user: account, pass: '1' })
      expect((await fetch(`${stranger.origin}/validate/check`, { method: 'POST', body })).status).toBe(401)
      await stranger.close()
      expect((await form({ user: account, pass: suite.token.code() }, 'x', { authorization: 'Bearer ' })).status).toBe(401)
    })
  })
})
