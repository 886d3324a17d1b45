// Packaging as far as it goes without Electron's binary: electron-builder packs for Linux around a dummy program that has Electron's fuse wire,
// and what it made is opened and read.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { getRawHeader, listPackage } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { layOutProgram } from '@motp/desktop/lay-out-program'
import { describePackaging } from '@motp/desktop/packaging'
import { Arch, build, Platform } from 'electron-builder'
import { beforeAll, describe, expect, test } from 'vitest'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'

const desktop = fileURLToPath(new URL('../../desktop', import.meta.url))
const folder = makeTemporaryFolder()
const output = join(folder, 'packages')
const unpacked = join(output, 'linux-unpacked')
const installerFile = join(folder, 'tpemotp.json')
const packaging = describePackaging({ app: join(folder, 'app'), output, installerFile })

/** As in Electron's own program: a sentinel, version 1, the number of fuses, and their factory states. */
const fuseWire = Buffer.concat([Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'), Buffer.from([1, 9]), Buffer.from('101100011')])

beforeAll(async () => {
  const dist = join(folder, 'electron')
  mkdirSync(join(dist, 'resources'), { recursive: true })
  mkdirSync(join(dist, 'locales'))
  writeFileSync(join(dist, 'electron'), Buffer.concat([Buffer.alloc(64, 'x'), fuseWire, Buffer.alloc(64, 'x')]), { mode: 0o755 })
  for (const name of ['chrome-sandbox', 'LICENSE', 'LICENSES.chromium.html', 'version']) {
    writeFileSync(join(dist, name), '45.4.1')
  }
  for (const name of ['zh-TW', 'en-US', 'de']) writeFileSync(join(dist, `locales/${name}.pak`), '')
  writeFileSync(installerFile, '{"server":"https://motp.example.com"}')
  layOutProgram(join(folder, 'app'))
  await build({
    projectDir: desktop,
    targets: Platform.LINUX.createTarget('dir', Arch.x64),
    config: { ...packaging, electronDist: dist, electronVersion: '45.4.1' },
  })
}, 120_000)

describe('the packed program', () => {
  test('holds what runs and nothing else: no modules, no sources, no maps, no notes of the build', () => {
    const names = listPackage(join(unpacked, 'resources/app.asar'), { isPack: false })
    const files = names.filter((name) => /\.\w+$/.test(name))
    expect(files.filter((name) => !/^\/(dist\/|dist-shell\/)/.test(name))).toEqual(['/icons/512x512.png', '/package.json'])
    expect(files).toEqual(expect.arrayContaining(['/dist-shell/main.js', '/dist-shell/preload.cjs', '/dist/index.html']))
    expect(names.filter((name) => /node_modules|\.ts$|\.map$|\/\./.test(name))).toEqual([])
  })

  test('carries the hash of every file for the integrity check', () => {
    const { header } = getRawHeader(join(unpacked, 'resources/app.asar'))
    const shell = header.files['dist-shell']
    const main = shell && 'files' in shell ? shell.files['main.js'] : undefined
    expect(main && 'integrity' in main ? main.integrity : undefined).toMatchObject({
      algorithm: 'SHA256',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  })

  test('has every fuse set', async () => {
    const wire = await getCurrentFuseWire(join(unpacked, 'tpemotp'))
    const states = Object.fromEntries(
      [
        FuseV1Options.RunAsNode,
        FuseV1Options.EnableCookieEncryption,
        FuseV1Options.EnableNodeOptionsEnvironmentVariable,
        FuseV1Options.EnableNodeCliInspectArguments,
        FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
        FuseV1Options.OnlyLoadAppFromAsar,
        FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
        FuseV1Options.GrantFileProtocolExtraPrivileges,
      ].map((fuse) => [FuseV1Options[fuse], wire[fuse] === FuseState.ENABLE]),
    )
    expect(states).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
    })
  })

  test('has IT’s file where the program looks', () => {
    const resources = readdirSync(join(unpacked, 'resources'))
    expect(resources).toEqual(expect.arrayContaining(['app.asar', 'tpemotp.json']))
    expect(readFileSync(join(unpacked, 'resources/tpemotp.json'), 'utf8')).toContain('motp.example.com')
  })
})

describe('the configuration', () => {
  test('Windows: for the machine, with shortcuts named TPEMOTP, never elevated, an MSI for group policy', () => {
    expect(packaging.win).toMatchObject({ target: ['nsis', 'msi'], requestedExecutionLevel: 'asInvoker' })
    for (const installer of [packaging.nsis, packaging.msi]) {
      expect(installer).toMatchObject({
        perMachine: true,
        createDesktopShortcut: 'always',
        createStartMenuShortcut: true,
        shortcutName: 'TPEMOTP',
      })
    }
    expect(packaging.msi?.upgradeCode).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/)
  })

  test('macOS: hardened runtime with one entitlement, just-in-time compilation', () => {
    expect(packaging.mac).toMatchObject({ target: ['dmg', 'zip'], hardenedRuntime: true })
    for (const file of [packaging.mac?.entitlements, packaging.mac?.entitlementsInherit]) {
      const keys = [...readFileSync(file ?? '', 'utf8').matchAll(/<key>([^<]+)<\/key>/g)].map(([, key]) => key)
      expect(keys).toEqual(['com.apple.security.cs.allow-jit'])
    }
  })

  test('Linux: packages and an image, an entry in both languages, the link scheme', () => {
    expect(packaging.linux).toMatchObject({
      target: ['deb', 'AppImage'],
      desktop: { entry: { Name: 'TPEMOTP', 'Comment[zh_TW]': '載具管理' } },
    })
    expect(packaging.protocols).toEqual([{ name: 'TPEMOTP', schemes: ['tpemotp'] }])
  })
})
