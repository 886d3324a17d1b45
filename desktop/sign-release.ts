// `node desktop/sign-release.ts FOLDER KEY-FILE`: describes the installers in FOLDER and signs that for the updater (src/main/release.ts).
// Run where the private key is, not on the build machine. `node desktop/sign-release.ts --new-key KEY-FILE` makes a key and prints its public half.
import { createHash, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { releaseFile } from './src/main/release.ts'

/** Which files each system's updater installs; the others (MSI, deb, dmg) are rolled out by IT. */
const updatable = { win32: /-win-.*\.exe$/, darwin: /-mac-.*\.zip$/, linux: /-linux-.*\.AppImage$/ } as const

const [first = '', second = ''] = process.argv.slice(2)
if (first === '--new-key') makeKey(second)
else signReleases(first, createPrivateKey(readFileSync(second)))

function makeKey(path: string): void {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' })
  const { x = '' } = publicKey.export({ format: 'jwk' })
  console.log(`publicKey: ${Buffer.from(x, 'base64url').toString('base64')}`)
}

function signReleases(folder: string, key: ReturnType<typeof createPrivateKey>): void {
  for (const platform of ['win32', 'darwin', 'linux'] as const) {
    const names = readdirSync(folder).filter((name) => updatable[platform].test(name))
    if (names.length === 0) continue
    const [, version = ''] = /-(\d+\.\d+\.\d+)-/.exec(names[0] ?? '') ?? []
    const files = names.map((name) => describeFile(folder, name))
    const payload = Buffer.from(JSON.stringify({ version, platform, releasedAt: new Date().toISOString(), files }))
    const signed = { payload: payload.toString('base64'), signature: sign(null, payload, key).toString('base64') }
    writeFileSync(join(folder, releaseFile(platform)), JSON.stringify(signed))
    console.log(`${releaseFile(platform)}: ${version}, ${names.join(', ')}`)
  }
}

function describeFile(folder: string, name: string): { name: string; sha512: string; size: number } {
  const bytes = readFileSync(join(folder, name))
  return { name, sha512: createHash('sha512').update(bytes).digest('base64'), size: bytes.length }
}
