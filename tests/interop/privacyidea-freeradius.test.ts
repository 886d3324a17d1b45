// /validate/check as FreeRADIUS asks it through privacyIDEA's own Perl module (github.com/privacyidea/FreeRADIUS), with radclient for the device.
// Runs where MOTP_PRIVACYIDEA_PERL names the module's file, privacyidea_radius.pm; Debian's packages that it needs: libwww-perl
// liblwp-protocol-https-perl libconfig-inifiles-perl libdata-dump-perl libtry-tiny-perl libjson-perl liburi-encode-perl.
import { execFileSync } from 'node:child_process'
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { otpProfiles } from '@motp/shared/otp/otp-parameters'
import { timeStep } from '@motp/shared/otp/time-step'
import { generateCode } from '@motp/shared/otp/totp'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createSite } from '../fault/verification-site.ts'
import { createClientWorld } from '../support/client-world.ts'
import { forEachDatabase } from '../support/databases.ts'
import { findFreePort } from '../support/free-port.ts'
import { startFreeradius } from '../support/freeradius.ts'
import { startServerProcess } from '../support/server-process.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'
import { account, password, useValidateSuite } from '../support/validate-suite.ts'

const moduleFile = process.env.MOTP_PRIVACYIDEA_PERL ?? ''

/** Sections of the module's own configuration, rlm_perl.ini. */
type Settings = Record<string, Record<string, string>>

const name = 'FreeRADIUS with the module that MOTP_PRIVACYIDEA_PERL names'
// Not describe.skipIf, which still makes the folders and never removes them.
if (moduleFile === '') test.skip(name, () => undefined)
else describe(name, declareSuites)

function declareSuites() {
  forEachDatabase('against the whole server', (open) => {
    const suite = useValidateSuite(open)
    const start = (more: Settings = {}, origin = suite.world.origin) =>
      startWithModule({ ...more, Default: { URL: `${origin}/validate/check`, ...more.Default } })
    const accepted = { kind: 'Access-Accept', attributes: expect.arrayContaining(['Reply-Message = "privacyIDEA access granted"']) }
    const rejected = { kind: 'Access-Reject', attributes: expect.arrayContaining(['Reply-Message = "wrong otp value"']) }

    test('a right code is accepted once, alone and behind the password; its serial may go into an attribute', async () => {
      const ask = await start({ Mapping: { serial: 'Filter-Id' } })
      const right = await ask(account, suite.token.code())
      expect(right).toMatchObject(accepted)
      expect(right.attributes).toContain(`Filter-Id = "${suite.token.serial}"`)
      expect(await ask(account, suite.token.code())).toMatchObject(rejected)
      suite.clock.advance(30_000)
      expect(await ask(account, `${password}${suite.token.code()}`)).toMatchObject(accepted)
      suite.clock.advance(30_000)
      expect(await ask(account, `wrong-password${suite.token.code()}`)).toMatchObject(rejected)
    })

    test('a wrong code, somebody unknown and a suspended token are rejected in the same words', async () => {
      const ask = await start()
      expect(await ask(account, '000000')).toMatchObject(rejected)
      expect(await ask('nobody', suite.token.code())).toMatchObject(rejected)
      await suite.world.tokens.suspend(suite.token.id, suite.world.make.caller(suite.token.user))
      expect(await ask(account, suite.token.code())).toMatchObject(rejected)
    })

    test('the password alone is answered with a challenge, and the code that comes with its State is accepted', async () => {
      const ask = await start()
      const challenge = await ask(account, password)
      expect(challenge.kind).toBe('Access-Challenge')
      expect(challenge.attributes).toContain('Reply-Message = "Enter the code that your phone shows: "')
      const state = /State = (0x[0-9a-f]+)/.exec(challenge.attributes.join('\n'))?.[1]
      expect(await ask(account, suite.token.code(), '0x6d6164652d7570')).toMatchObject(rejected)
      expect(await ask(account, '000000', state)).toMatchObject(rejected)
      expect(await ask(account, suite.token.code(), state)).toMatchObject(accepted)
      suite.clock.advance(30_000)
      expect(await ask(account, suite.token.code(), state)).toMatchObject(rejected)
    })

    test('the question arrives in Chinese where that is the language of the client', async () => {
      const { key } = await suite.world.addClient({ modes: ['challenge'], language: 'zh-TW' })
      const ask = await start({ Headers: { 'PI-Authorization': key } })
      expect((await ask(account, password)).attributes).toContain('Reply-Message = "請輸入手機顯示的動態密碼："')
    })

    test('an account in wide characters behind a domain is found', async () => {
      const ask = await start()
      expect(await ask('WHL\\\\ＴＷ０１００３３１２', suite.token.code())).toMatchObject(accepted)
    })

    test('a realm narrows to the directory of that name, whether the device or the settings name it', async () => {
      const ask = await start()
      expect(await ask(`${account}@Oracle`, suite.token.code())).toMatchObject(rejected)
      expect(await ask(`${account}@outlook`, suite.token.code())).toMatchObject(accepted)
      suite.clock.advance(30_000)
      const askOracle = await start({ Default: { REALM: 'Oracle' } })
      expect(await askOracle(account, suite.token.code())).toMatchObject(rejected)
    })

    test('a wrong key, an address that nobody registered and a server that is down are rejected, and the reply says why', async () => {
      const reasonOf = async (ask: Awaited<ReturnType<typeof start>>) => {
        const { kind, attributes } = await ask(account, suite.token.code())
        expect(kind).toBe('Access-Reject')
        return attributes.join()
      }
      expect(await reasonOf(await start({ Headers: { Authorization: 'Bearer wrong' } }))).toContain('ERR4033')
      const strange = await createClientWorld((await open()).location, suite.folder)
      onTestFinished(() => strange.close())
      await strange.addClient({ addresses: ['192.0.2.10'] })
      expect(await reasonOf(await start({}, strange.origin))).toContain('ERR4033')
      const nowhere = `http://127.0.0.1:${await findFreePort()}`
      expect(await reasonOf(await start({}, nowhere))).toContain("request failed: 500 Can't connect")
      expect((await (await start())(account, suite.token.code())).kind).toBe('Access-Accept')
    })
  })

  const data = makeTemporaryFolder()
  test('over TLS a real server is asked when SSL_CA_PATH holds its local authority, and not without', async () => {
    const { people, key } = await createSite({ engine: 'sqlite', data, peopleCount: 1 })
    const httpsPort = await findFreePort()
    const server = await startServerProcess({ data, args: ['--lan'], environment: { MOTP_HTTPS_PORT: String(httpsPort) } })
    onTestFinished(async () => void (await server.stop()))
    const trusted = join(data, 'trusted')
    await mkdir(trusted)
    await copyFile(join(data, 'lan', 'authority.pem'), join(trusted, 'authority.pem'))
    execFileSync('openssl', ['rehash', trusted])
    const ask = async (settings: Record<string, string>) => {
      const Default = { URL: `https://127.0.0.1:${httpsPort}/validate/check`, SSL_CHECK: 'true', ...settings }
      const askDevice = await startWithModule({ Default, Headers: { Authorization: `Bearer ${key}` } })
      const { account, seed } = people[0] ?? { account: '', seed: new Uint8Array() }
      return askDevice(account, generateCode(seed, otpProfiles[0], timeStep(Date.now(), otpProfiles[0].periodSeconds)))
    }
    const untrusting = await ask({})
    expect(untrusting.kind).toBe('Access-Reject')
    expect(untrusting.attributes.join()).toContain('certificate verify failed')
    expect((await ask({ SSL_CA_PATH: trusted })).kind).toBe('Access-Accept')
  })
}

function startWithModule(settings: Settings) {
  const formatSection = ([name, values]: [string, Settings[string]]) =>
    [`[${name}]`, ...Object.entries(values).map(([key, value]) => `${key} = ${value}`), ''].join('\n')
  const configure = async (folder: string) => {
    const configFile = join(folder, 'rlm_perl.ini')
    await writeFile(configFile, Object.entries(settings).map(formatSection).join(''))
    return ['perl {', `filename = ${moduleFile}`, 'config {', `configfile = ${configFile}`, '}', '}'].join('\n')
  }
  return startFreeradius({ name: 'perl', configure })
}
