import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { issueAuthority } from './certificate.ts'
import { drawLanInvitation } from './lan-invitation.ts'
import { createTrustPage } from './trust-page.ts'

const { certificate: caPem } = await issueAuthority('test', { from: Date.now(), to: Date.now() + 1000 })
const { fingerprint256: fingerprint } = new X509Certificate(caPem)
const tokenUrl = 'https://192.168.1.20:8443/token/'
const server = express().use(createTrustPage({ caPem, fingerprint, tokenUrl })).listen(0, '127.0.0.1')
let origin = ''

beforeAll(async () => {
  if (!server.listening) await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => void server.close())

test('the page explains trusting in both languages, the reader’s own first, and needs no script', async () => {
  const page = async (language: string) => (await fetch(`${origin}/trust`, { headers: { 'accept-language': language } })).text()
  const [chinese, english] = [await page('zh-TW'), await page('en')]
  expect(chinese.indexOf('讓手機信任這個試用站')).toBeLessThan(chinese.indexOf('Let the phone trust'))
  expect(english.indexOf('Let the phone trust')).toBeLessThan(english.indexOf('讓手機信任這個試用站'))
  expect(english).toContain(fingerprint.replaceAll(':', ' '))
  expect(english).toContain(`href="${tokenUrl}"`)
  expect(english).not.toMatch(/<script|style=|<style/)
})

test('the certificate to download is the authority’s own', async () => {
  const response = await fetch(`${origin}/trust/motp-ca.crt`)
  expect(response.headers.get('content-type')).toBe('application/x-x509-ca-cert')
  const downloaded = new X509Certificate(Buffer.from(await response.arrayBuffer()))
  expect(downloaded.fingerprint256).toBe(fingerprint)
})

test('the terminal shows both addresses, the fingerprint and a QR', async () => {
  const shown = await drawLanInvitation({ trustUrl: 'http://192.168.1.20:8080/trust', tokenUrl, fingerprint })
  for (const part of ['http://192.168.1.20:8080/trust', tokenUrl, fingerprint]) expect(shown).toContain(part)
  expect(shown.split('\n').filter((line) => line.replaceAll(/[^▀▄█]/g, '').length >= 8).length).toBeGreaterThan(10)
})
