// What the setup page tells of a directory: step by step, the first that is wrong with its reason.
import net from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDemoDirectory, type DemoDirectory } from './demo-directory.ts'
import type { DirectoryConfig } from './directory-config.ts'
import { probeDirectory } from './directory-probe.ts'

let demo: DemoDirectory
let good: DirectoryConfig
beforeAll(async () => {
  demo = await createDemoDirectory()
  good = demo.configs[0] as DirectoryConfig
})
afterAll(() => demo.close())

const probe = async (changes: Partial<DirectoryConfig>) =>
  (await probeDirectory({ ...good, ...changes })).map(({ step, fault }) => (fault ? `${step}: ${fault}` : step))

test('a directory in order passes every step', async () => expect(await probe({})).toEqual(['connect', 'bind', 'search', 'groups']))

test('a wrong password of the service account is told', async () =>
  expect(await probe({ bindPassword: 'wrong' })).toEqual(['connect', 'bind: service-account']))

test('groups that are not there are named', async () => {
  const findings = await probeDirectory({ ...good, roleGroups: { ...good.roleGroups, admin: ['cn=nobody,ou=groups,o=oracle,dc=example'] } })
  expect(findings.at(-1)).toMatchObject({ step: 'groups', fault: 'groups-missing', detail: 'cn=nobody,ou=groups,o=oracle,dc=example' })
})

test('nobody at the port, an unknown name and silence are three things', async () => {
  expect(await probe({ url: 'ldap://127.0.0.1:1' })).toEqual(['connect: not-reachable'])
  expect(await probe({ url: 'ldap://directory.invalid' })).toEqual(['connect: name-unknown'])
  const silent = net.createServer((socket) => socket.on('error', () => undefined).resume())
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const { port } = silent.address() as net.AddressInfo
  expect(await probe({ url: `ldap://127.0.0.1:${port}`, timeoutMs: 300 })).toEqual(['connect', 'bind: timeout'])
  await new Promise((resolve) => silent.close(resolve))
})
