// First start and trouble: who says which server, and what the user sees when something is wrong. Every page in both languages.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect as expectPage } from '@playwright/test'
import { describe, expect, test } from 'vitest'
import { createTestAuthority } from '../support/certificates.ts'
import { findFreePort } from '../support/free-port.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'
import type { Shell } from './launch-shell.ts'
import { useShells } from './shell-suite.ts'

const { launch, serve } = useShells()
const console_ = 'app://console/'

async function expectAddress(shell: Shell, address: string): Promise<void> {
  await expect.poll(shell.address).toBe(address)
}

async function type(shell: Shell, address: string): Promise<void> {
  await shell.page.getByLabel('Server address').fill(address)
  await shell.page.getByRole('button', { name: 'Connect' }).click()
}

describe('the server’s address', () => {
  test('is asked once, checked, and remembered for the next start', async () => {
    const userData = makeTemporaryFolder()
    const server = await serve()
    const first = await launch({ userData })
    await expectAddress(first, 'app://shell/setup')
    await type(first, 'http://motp.example.com')
    await expectPage(first.page.getByRole('alert')).toHaveText([/不是可用的位址/, /not a usable address/])
    await type(first, `http://localhost:${await findFreePort()}`)
    await expectPage(first.page.getByRole('alert')).toHaveText([/連不上/, /cannot be reached/])
    await type(first, server)
    await expectAddress(first, console_)
    await first.close()

    await expectAddress(await launch({ userData }), console_)
  })

  test('comes from TPEMOTP_SERVER', async () => {
    const shell = await launch({ server: await serve() })
    await expectPage(shell.page.getByRole('heading', { name: 'TPEMOTP' })).toBeVisible()
    await expectAddress(shell, console_)
  })

  test('of the installer’s file comes before the environment’s, and cannot be changed', async () => {
    const resources = makeTemporaryFolder()
    const asked: string[] = []
    const server = await serve((request, response) => {
      asked.push(request.url ?? '')
      response.writeHead(404).end()
    })
    writeFileSync(join(resources, 'tpemotp.json'), JSON.stringify({ server }))
    const shell = await launch({ resources, server: await serve() })
    await shell.page.evaluate(() => fetch('/api/v1/session'))
    expect(asked).toEqual(['/api/v1/session'])
    expect(JSON.stringify(shell.electron.seen.menu)).not.toContain('更換伺服器')
  })

  test('in a broken file of IT stops the program: it never falls back to what a user can set', async () => {
    const resources = makeTemporaryFolder()
    writeFileSync(join(resources, 'tpemotp.json'), '{ "server": "http://motp.example.com" }')
    const shell = await launch({ resources, server: await serve() })
    await expectAddress(shell, 'app://shell/trouble')
    await expectPage(shell.page.getByText('must be an https address')).toBeVisible()
    await expectPage(shell.page.getByRole('link', { name: 'Change server' })).toHaveCount(0)
  })
})

describe('trouble', () => {
  test('unreachable: said in both languages, with details to copy, and retry finds the server when it is back', async () => {
    const port = await findFreePort()
    const shell = await launch({ server: `http://localhost:${port}`, languages: ['en-US'] })
    await expectAddress(shell, 'app://shell/trouble')
    await expectPage(shell.page.getByRole('heading', { level: 1 })).toHaveText([
      'The company’s MOTP server cannot be reached',
      '連不上公司的 MOTP 伺服器',
    ])
    await shell.page.getByRole('link', { name: 'Copy details' }).click()
    await expect.poll(() => shell.electron.seen.clipboard).toContain('net::ERR_CONNECTION_REFUSED')
    await serve(undefined, { port })
    await shell.page.getByRole('link', { name: 'Try again' }).click()
    await expectAddress(shell, console_)
  })

  test('no network', async () => {
    const shell = await launch()
    shell.electron.net.isConnected = false
    await type(shell, 'https://motp.example.com')
    await expectPage(shell.page.getByRole('alert')).toHaveText([/沒有連上網路/, /not connected to a network/])
  })

  test('an unknown certificate is shown with its fingerprint and cannot be waved through', async () => {
    const server = await serve(undefined, { tls: createTestAuthority('Another authority').issue() })
    const shell = await launch({ server })
    await expectAddress(shell, 'app://shell/trouble')
    const details = shell.page.locator('pre')
    await expectPage(details).toContainText('ERR_CERT_AUTHORITY_INVALID')
    await expectPage(details).toContainText('issuer: Another authority')
    await expectPage(details).toContainText(/fingerprint: sha256\/[\w+/]{43}=/)
    await expectPage(shell.page.getByRole('link')).toHaveText(['再試一次', '複製詳細資料', 'Try again', 'Copy details'])
  })

  test('a page of somebody else', async () => {
    const server = await serve((_request, response) => void response.end('<h1>Hotel Wi-Fi</h1>'), { isOurs: false })
    const shell = await launch({ server })
    await expectPage(shell.page.getByRole('heading', { name: 'This address is not a MOTP server' })).toBeVisible()
  })

  test('a server from before the levels', async () => {
    const live = JSON.stringify({ status: 'up', now: 1 })
    const shell = await launch({ server: await serve((_request, response) => void response.end(live), { isOurs: false }) })
    await expectPage(shell.page.getByRole('heading', { name: 'The server is too old' })).toBeVisible()
    await expectPage(shell.page.locator('pre')).toContainText('API level 0, this program needs 1')
  })
})
