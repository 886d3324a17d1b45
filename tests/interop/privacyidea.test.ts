// The requests that privacyIDEA's own plugins send, field by field as their sources have them, and the fields of the answer that each reads.
// FreeRADIUS: github.com/privacyidea/FreeRADIUS, privacyidea_radius.pm 3.4.3 · PAM: privacyidea-pam (C++, cURL) and pam_python ·
// Keycloak, Shibboleth: java-client · simpleSAMLphp, ownCloud: php-client · rlm_rest: doc/application_plugins/rlm_rest.

import { describe, expect, test } from 'vitest'
import { forEachDatabase } from '../support/databases.ts'
import { account, password, useValidateSuite } from '../support/validate-suite.ts'

forEachDatabase('/validate/check', (open) => {
  const suite = useValidateSuite(open)
  const { clock, send, form } = suite

  describe('FreeRADIUS with privacyidea_radius.pm', () => {
    /** URI::Encode with encode_reserved => 0, then LWP's form encoding: twice in all, for user and pass alone. */
    const ask = (fields: { user: string; pass?: string; state?: string; realm?: string }) => {
      const { user, pass, ...others } = fields
      return form(
        { ...others, user: encodeURI(user), ...(pass === undefined ? {} : { pass: encodeURI(pass) }), client: '192.0.2.10' },
        'FreeRADIUS',
      )
    }

    test('reads result.value for a right code', async () => {
      const { status, reply } = await ask({ user: account, pass: suite.token.code() })
      expect(status).toBe(200)
      expect(reply.result).toEqual({ status: true, value: true, authentication: 'ACCEPT' })
      expect(reply.detail).toEqual({ message: 'matching 1 tokens', serial: suite.token.serial, type: 'totp', otplen: 6 })
      expect(reply).toMatchObject({ jsonrpc: '2.0', id: 1, version: expect.any(String) })
    })

    test('reads result.status and detail.message for a wrong one, and finds no transaction_id', async () => {
      const { status, reply } = await ask({ user: account, pass: '000000' })
      expect(status).toBe(200)
      expect(reply.result).toEqual({ status: true, value: false, authentication: 'REJECT' })
      expect(reply.detail).toEqual({ message: 'wrong otp value' })
    })

    test('sends the transaction_id as State, and brings State back as `state`', async () => {
      const first = await ask({ user: account, pass: password })
      expect(first.reply.result).toEqual({ status: true, value: false, authentication: 'CHALLENGE' })
      const state = first.reply.detail?.transaction_id ?? ''
      // RFC 2865 5.24: at most 253 octets; the plugin hands it on as text.
      expect(state).toMatch(/^[\x21-\x7e]{16,253}$/)
      expect(first.reply.detail?.message).toContain('code')
      const second = await ask({ user: account, pass: suite.token.code(), state })
      expect(second.reply.result.authentication).toBe('ACCEPT')
    })

    test('a password with reserved and wide characters survives its double encoding', async () => {
      const { reply } = await ask({ user: 'WHL\\ＴＷ０１００３３１２', pass: `${password}${suite.token.code()}` })
      expect(reply.result.authentication).toBe('ACCEPT')
    })

    test('ADD_EMPTY_PASS: an empty pass asks for the code; somebody unknown is asked alike, and then refused', async () => {
      const known = await ask({ user: account, pass: '' })
      const unknown = await ask({ user: 'nobody', pass: '' })
      const shape = ({ reply }: typeof known) => JSON.stringify(reply).replaceAll(reply.detail?.transaction_id ?? '', 'T')
      expect(shape(unknown)).toBe(shape(known))
      const answer = async ({ reply }: typeof known, user: string) =>
        (await ask({ user, pass: suite.token.code(), state: reply.detail?.transaction_id ?? '' })).reply.result.authentication
      expect(await answer(unknown, 'nobody')).toBe('REJECT')
      expect(await answer(known, account)).toBe('ACCEPT')
    })

    test('REALM may say anything; one that names another directory excludes the user', async () => {
      expect((await ask({ user: account, pass: suite.token.code(), realm: 'someRealm' })).reply.result.authentication).toBe('ACCEPT')
      clock.advance(30_000)
      expect((await ask({ user: account, pass: suite.token.code(), realm: 'Oracle' })).reply.result.authentication).toBe('REJECT')
      expect((await ask({ user: account, pass: suite.token.code(), realm: 'outlook' })).reply.result.authentication).toBe('ACCEPT')
    })

    test('decodes no UTF-8 in the reply: a question in Chinese comes as escapes', async () => {
      const { key } = await suite.world.addClient({ modes: ['challenge'], language: 'zh-TW' })
      const body = new URLSearchParams({ user: account, pass: password })
      const response = await fetch(`${suite.world.origin}/validate/check`, { method: 'POST', headers: { authorization: key }, body })
      const text = await response.text()
      expect(text).toMatch(/^[\x20-\x7e]+$/)
      expect(JSON.parse(text).detail.message).toBe('請輸入手機顯示的動態密碼：')
    })

    test('[Headers]: its newer versions can send the key', async () => {
      const { key } = await suite.world.addClient()
      for (const headers of [{ authorization: key }, { authorization: `Bearer ${key}` }, { 'pi-authorization': key }]) {
        const { reply } = await form(
          { user: account, pass: suite.token.code() },
          'FreeRADIUS',
          headers as unknown as Record<string, string>,
        )
        expect(reply.result.authentication).toBe('ACCEPT')
        clock.advance(30_000)
      }
    })
  })

  describe('PAM', () => {
    test('privacyidea-pam: form, once encoded; transaction_id and multi_challenge lead to a prompt', async () => {
      const first = await form({ pass: password, user: account }, 'privacyidea-pam/1.0.0')
      const { message, transaction_id } = first.reply.detail ?? { message: undefined }
      expect(message).toEqual(expect.any(String))
      expect(first.reply.detail?.multi_challenge).toEqual([
        { transaction_id, message, serial: '', type: 'totp', client_mode: 'interactive' },
      ])
      const second = await form(
        { pass: suite.token.code(), transaction_id: String(transaction_id), user: account },
        'privacyidea-pam/1.0.0',
      )
      expect(second.reply.result).toEqual({ status: true, value: true, authentication: 'ACCEPT' })
    })

    test('pam_python: reads detail.serial and detail.type of an accepted code', async () => {
      const { reply } = await form({ user: account, pass: `${password}${suite.token.code()}`, realm: 'corp' }, 'PAM/2.15.0')
      expect(reply.detail).toMatchObject({ serial: suite.token.serial, type: 'totp' })
    })
  })

  describe('Keycloak and Shibboleth, by java-client', () => {
    /** URLEncoder.encode, then OkHttp's form encoding. */
    const ask = (fields: Record<string, string>) =>
      form(Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, encodeURIComponent(text)])), 'privacyIDEA-Keycloak/1.4.1')

    test('triggers with an empty pass, reads the challenge, sends the code; a mistyped one may be typed again', async () => {
      const { detail } = (await ask({ user: account, pass: '' })).reply
      expect(detail).toMatchObject({
        preferred_client_mode: 'interactive',
        client_mode: 'interactive',
        messages: [detail?.message],
        transaction_ids: [detail?.transaction_id],
        type: 'totp',
      })
      const answer = async (pass: string) =>
        (await ask({ user: account, pass, transaction_id: String(detail?.transaction_id) })).reply.result.authentication
      expect(await answer('000000')).toBe('REJECT')
      expect(await answer(suite.token.code())).toBe('ACCEPT')
    })

    test('validateCheckSerial: a token by its serial', async () => {
      expect((await ask({ serial: suite.token.serial, pass: suite.token.code() })).reply.result.value).toBe(true)
    })
  })

  describe('simpleSAMLphp, by php-client', () => {
    test('cURL makes a multipart form of an array', async () => {
      const body = new FormData()
      for (const [name, text] of Object.entries({ user: account, pass: `${password}${suite.token.code()}`, realm: '' }))
        body.set(name, text)
      const { reply } = await send({ method: 'POST', headers: { 'user-agent': 'simpleSAMLphp/3.1.0' }, body })
      expect(reply.result).toEqual({ status: true, value: true, authentication: 'ACCEPT' })
    })

    test('a broken multipart form is refused in the envelope', async () => {
      const headers = { 'content-type': 'multipart/form-data; boundary=x' }
      const { status, reply } = await send({ method: 'POST', headers, body: '--y\r\nnonsense' })
      expect(status).toBe(400)
      expect(reply.result).toMatchObject({ status: false, error: { code: -500 } })
    })
  })

  describe('others', () => {
    test('GET with a query is answered, never kept and never logged', async () => {
      const secret = `${password}${suite.token.code()}`
      const { reply, headers } = await send({ path: `/validate/check?${new URLSearchParams({ user: account, pass: secret })}` })
      expect(reply.result.authentication).toBe('ACCEPT')
      expect(headers.get('cache-control')).toBe('no-store')
      await send({ path: `/validate/check?${new URLSearchParams({ user: account, pass: secret, serial: 'AB' })}` })
      expect(suite.world.logged.join()).not.toContain(password)
    })

    test('JSON', async () => {
      const body = JSON.stringify({ user: account, pass: suite.token.code(), client: '192.0.2.1' })
      expect((await send({ method: 'POST', headers: { 'content-type': 'application/json' }, body })).reply.result.value).toBe(true)
    })

    test('rlm_rest asks /validate/radiuscheck and looks at the status alone', async () => {
      const check = async (pass: string) => {
        const body = new URLSearchParams({ user: account, pass })
        const { status, reply } = await send({ path: '/validate/radiuscheck', method: 'POST', body })
        expect(reply).toBeUndefined()
        return status
      }
      expect(await check(suite.token.code())).toBe(204)
      expect(await check(suite.token.code())).toBe(400)
      expect(await check(password)).toBe(400)
      expect((await send({ path: '/validate/radiuscheck', method: 'POST', body: new URLSearchParams({ user: account }) })).status).toBe(400)
    })
  })
})
