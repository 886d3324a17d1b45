// /validate/radiuscheck as FreeRADIUS asks it through rlm_rest, its own module for HTTP, set up as privacyIDEA's documentation says.
// Runs where that module is installed: Debian's package freeradius-rest.
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { forEachDatabase, type OpenDatabase } from '../support/databases.ts'
import { moduleFolder, startFreeradius } from '../support/freeradius.ts'
import { account, password, useValidateSuite } from '../support/validate-suite.ts'

const name = 'FreeRADIUS with rlm_rest, of the package freeradius-rest'
// Not describe.skipIf, which still makes the folders and never removes them.
if (existsSync(`${moduleFolder}/rlm_rest.so`)) forEachDatabase(name, declareSuite)
else test.skip(name, () => undefined)

function declareSuite(open: OpenDatabase) {
  const suite = useValidateSuite(open)

  test('a right code is accepted once, alone and behind the password; anything else is rejected', async () => {
    const ask = await startFreeradius({ name: 'rest', configure: () => formatModule(suite.world.origin) })
    const kindOf = async (secret: string, user = account) => (await ask(user, secret)).kind
    expect(await kindOf(suite.token.code())).toBe('Access-Accept')
    expect(await kindOf(suite.token.code())).toBe('Access-Reject')
    suite.clock.advance(30_000)
    expect(await kindOf('000000')).toBe('Access-Reject')
    expect(await kindOf(password)).toBe('Access-Reject')
    expect(await kindOf(suite.token.code(), 'nobody')).toBe('Access-Reject')
    expect(await kindOf(`${password}${suite.token.code()}`, 'WHL\\\\ＴＷ０１００３３１２')).toBe('Access-Accept')
  })
}

/** `expr` brings urlquote. */
function formatModule(origin: string): string {
  return `
      expr {
      }
      rest {
        connect_uri = "${origin}"
        authenticate {
          uri = "\${..connect_uri}/validate/radiuscheck"
          method = 'post'
          body = 'post'
          data = "user=%{urlquote:%{User-Name}}&pass=%{urlquote:%{User-Password}}"
          force_to = 'plain'
        }
      }`
}
