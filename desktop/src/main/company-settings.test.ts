import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readCompanySettings } from './company-settings.ts'
import { policyFile } from './start-options.ts'

const folder = mkdtempSync(join(tmpdir(), 'motp-policy-'))
afterAll(() => rmSync(folder, { recursive: true }))
const path = join(folder, 'policy.json')
const read = (text: string) => {
  writeFileSync(path, text)
  return readCompanySettings(path)
}
const publicKey = Buffer.alloc(32, 7).toString('base64')

test('no file is no settings', () => expect(readCompanySettings(join(folder, 'none.json'))).toEqual({ ok: true, settings: {} }))

test('server and updates are read, consent being the rule', () => {
  const updates = { url: 'https://motp.example.com/desktop', publicKey }
  expect(read(JSON.stringify({ server: 'https://motp.example.com', updates }))).toEqual({
    ok: true,
    settings: { server: 'https://motp.example.com', updates: { ...updates, mode: 'ask' } },
  })
})

test.each([
  ['no JSON', '{'],
  ['plain http', JSON.stringify({ server: 'http://motp.example.com' })],
  ['a key that nobody knows', JSON.stringify({ servers: [] })],
  ['updates over plain http', JSON.stringify({ updates: { url: 'http://motp.example.com', publicKey } })],
  ['updates without a key', JSON.stringify({ updates: { url: 'https://motp.example.com' } })],
])('wrong: %s', (_name, text) => {
  const result = read(text)
  expect(result.ok ? '' : result.reason).toContain(path)
})

test('a folder in its place is wrong too, not nothing', () => expect(readCompanySettings(folder).ok).toBe(false))

test('the policy lies where only administrators write', () => {
  expect(policyFile('win32')).toMatch(/^C:\\Program Files\\/)
  expect(policyFile('darwin')).toMatch(/^\/Library\//)
  expect(policyFile('linux')).toBe('/etc/tpemotp/policy.json')
})
