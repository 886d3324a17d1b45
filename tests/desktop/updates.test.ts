// Updates: only what the company's key has signed, for this system, from the company's own folder. The script that signs is the real one.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readRelease, releaseFile, signedReleaseSchema } from '@motp/desktop/release'
import { createSignedProvider } from '@motp/desktop/signed-provider'
import { describe, expect, test } from 'vitest'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'

const script = fileURLToPath(new URL('../../desktop/sign-release.ts', import.meta.url))
const runScript = (...args: string[]) => execFileSync(process.execPath, [script, ...args], { encoding: 'utf8', stdio: 'pipe' })

const folder = makeTemporaryFolder()
const installer = 'TPEMOTP-1.2.3-linux-x86_64.AppImage'
writeFileSync(join(folder, installer), 'the installer')

function makeKey(name: string): { file: string; publicKey: string } {
  const file = join(folder, name)
  const [, publicKey = ''] = /publicKey: (\S+)/.exec(runScript('--new-key', file)) ?? []
  return { file, publicKey }
}
const key = makeKey('key.pem')
runScript(folder, key.file)
const text = readFileSync(join(folder, releaseFile('linux')), 'utf8')
const { payload, signature } = signedReleaseSchema.parse(JSON.parse(text))

describe('a release', () => {
  test('signed by the company’s key is read', () => {
    expect(readRelease(text, { publicKey: key.publicKey, platform: 'linux' })).toMatchObject({
      version: '1.2.3',
      platform: 'linux',
      files: [{ name: installer, size: 13, sha512: createHash('sha512').update('the installer').digest('base64') }],
    })
  })

  test('by another key is refused', () => {
    expect(() => readRelease(text, { publicKey: makeKey('other.pem').publicKey, platform: 'linux' })).toThrow('not signed')
  })

  test('with one byte changed is refused, in what it says or in the signature', () => {
    const flip = (base64: string) => {
      const bytes = Buffer.from(base64, 'base64')
      bytes[12] = (bytes[12] ?? 0) ^ 1
      return bytes.toString('base64')
    }
    for (const changed of [
      { payload: flip(payload), signature },
      { payload, signature: flip(signature) },
    ]) {
      expect(() => readRelease(JSON.stringify(changed), { publicKey: key.publicKey, platform: 'linux' })).toThrow('not signed')
    }
  })

  test('for another system is refused', () => {
    expect(() => readRelease(text, { publicKey: key.publicKey, platform: 'win32' })).toThrow('for linux')
  })
})

test('the private key is readable by its owner alone and never overwritten', () => {
  expect(() => runScript('--new-key', key.file)).toThrow()
})

describe('electron-updater', () => {
  async function askProvider(publicKey: string) {
    const server = createServer((request, response) => {
      const isRelease = request.url === `/desktop/${releaseFile(process.platform)}`
      response.writeHead(isRelease ? 200 : 404).end(isRelease ? text : '')
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const url = `http://127.0.0.1:${port}/desktop`
    const Provider = createSignedProvider({ url, publicKey, mode: 'ask' })
    // electron-updater's executor goes through Electron's net; this one through Node's.
    const executor = { request: async ({ path }: { path?: string }) => (await fetch(`http://127.0.0.1:${port}${path}`)).text() }
    const provider = new Provider({}, {}, {
      isUseMultipleRangeRequest: false,
      platform: 'linux',
      executor,
    } as unknown as ConstructorParameters<typeof Provider>[2])
    const found = await provider.getLatestVersion().finally(() => server.close())
    return { files: provider.resolveFiles(found).map(({ url: file }) => file.href), found, url }
  }

  test.runIf(process.platform === 'linux')('is told the signed release, its files from the same folder', async () => {
    const { found, files, url } = await askProvider(key.publicKey)
    expect(found.version).toBe('1.2.3')
    expect(files).toEqual([`${url}/${installer}`])
  })

  test('is told nothing when the signature is not the company’s', async () => {
    await expect(askProvider(makeKey('third.pem').publicKey)).rejects.toThrow('not signed')
  })
})
