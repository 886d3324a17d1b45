// A VPN gateway's way in: Debian's radclient against the whole server, with phones registered through the console's API.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { suspendToken } from '@motp/shared/protocol/tokens'
import { expect, test } from 'vitest'
import { createConsoleClient } from '../support/console-client.ts'
import type { RegisteredPhone } from '../support/fake-phone.ts'
import { findFreePort } from '../support/free-port.ts'
import { runRadclient } from '../support/radclient.ts'
import { registerOnline } from '../support/steps.ts'
import { forEachTrialServer, type TrialServer } from '../support/trial-server.ts'

const secret = 'shared-with-the-gateway'
const radiusPort = await findFreePort()
const cli = fileURLToPath(new URL('../../server/src/cli.ts', import.meta.url))

/** A gateway takes one kind of answer; which one it is shows by the address it sends from. */
const gateways = { code: '127.0.0.1', 'password+code': '127.0.0.2', challenge: '127.0.0.3' } as const
type Gateway = keyof typeof gateways

function addGateway({ data, databaseUrl }: TrialServer, mode: Gateway): void {
  const args = ['client', 'add', `vpn-${mode}`, '--kind', 'radius', '--secret', secret, '--address', gateways[mode], '--mode', mode]
  const environment = { ...process.env, ...(databaseUrl ? { MOTP_DATABASE_URL: databaseUrl } : {}) }
  const { status, stderr } = spawnSync(process.execPath, [cli, '--data', data, ...args], { env: environment, encoding: 'utf8' })
  if (status !== 0) throw new Error(`client add: ${stderr}`)
}

const ask = (gateway: Gateway, user: string, password: string, state?: string) =>
  runRadclient({
    port: radiusPort,
    secret,
    attributes: [
      `Packet-Src-IP-Address = ${gateways[gateway]}`,
      `User-Name = "${user}"`,
      `User-Password = "${password}"`,
      'Message-Authenticator = 0x00',
      ...(state === undefined ? [] : [`State = ${state}`]),
    ],
  })

async function register(origin: string, account: string): Promise<{ phone: RegisteredPhone; suspend: () => Promise<unknown> }> {
  const client = createConsoleClient(origin)
  await client.signIn(account)
  const { phone, token } = await registerOnline(client)
  return { phone, suspend: () => client.call(suspendToken, { params: { tokenId: token.id } }) }
}

forEachTrialServer(
  'a gateway over RADIUS',
  (trial) => {
    test('a code is accepted once, behind the right password too, and in a second round; a suspended token is refused', async () => {
      const { origin } = trial()
      for (const gateway of Object.keys(gateways) as Gateway[]) addGateway(trial(), gateway)

      const one = await register(origin, 'TW01002547')
      const code = await one.phone.showCode(1)
      expect((await ask('code', 'tw01002547', code)).kind).toBe('Access-Accept')
      const again = await ask('code', 'TW01002547', code)
      expect(again.kind).toBe('Access-Reject')
      expect(again.attributes[0]).toContain('Message-Authenticator')

      const two = await register(origin, 'TW01003312')
      expect((await ask('password+code', 'TW01003312', `demo-password${await two.phone.showCode(1)}`)).kind).toBe('Access-Accept')

      const three = await register(origin, 'helpdesk01')
      const challenge = await ask('challenge', 'helpdesk01', 'demo-password')
      expect(challenge.kind).toBe('Access-Challenge')
      const state = /State = (0x[0-9a-f]+)/.exec(challenge.attributes.join('\n'))?.[1]
      expect((await ask('challenge', 'helpdesk01', await three.phone.showCode(1), state)).kind).toBe('Access-Accept')

      const four = await register(origin, 'auditor01')
      expect((await ask('password+code', 'auditor01', `wrong-password${await four.phone.showCode(1)}`)).kind).toBe('Access-Reject')
      await four.suspend()
      expect((await ask('code', 'auditor01', await four.phone.showCode(0))).kind).toBe('Access-Reject')
      expect((await ask('code', 'nobody', '123456')).kind).toBe('Access-Reject')
    })

    test('a request that is not signed has no answer', async () => {
      const answer = await runRadclient({
        port: radiusPort,
        secret,
        attributes: ['User-Name = "TW01002547"', 'User-Password = "123456"'],
        timeoutSeconds: 1,
      })
      expect(answer.kind).toBeUndefined()
    })
  },
  { MOTP_RADIUS_PORT: String(radiusPort) },
)
