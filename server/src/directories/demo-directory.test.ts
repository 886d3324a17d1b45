import net from 'node:net'
import { createTestPorts } from '@motp/tests/support/test-ports'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDemoDirectory, type DemoDirectory } from './demo-directory.ts'
import { createDirectories } from './directories.ts'
import { createLdapDirectory } from './ldap-directory.ts'

let demo: DemoDirectory
beforeAll(async () => {
  demo = await createDemoDirectory()
})
afterAll(() => demo.close())

function open() {
  const ports = createTestPorts()
  return createDirectories(demo.configs.map((config) => createLdapDirectory(config, ports)))
}

test.each([
  ['TW01002547', 'Oracle', '王小明', ['user']],
  ['tw01002547@example.com', 'Oracle', '王小明', ['user']],
  ['WHL\\TW01003312', 'Outlook', '林美玲', ['user']],
  ['helpdesk01', 'Oracle', '陳雅婷', ['user', 'helpdesk']],
  ['auditor01', 'Oracle', '張志偉', ['user', 'auditor']],
  ['admin01', 'Oracle', '李淑芬', ['user', 'admin']],
])('%s signs in from %s', async (account, directory, displayName, roles) => {
  expect(await open().checkPassword(account, 'demo-password')).toMatchObject({
    outcome: 'accepted',
    user: { directory, displayName, roles },
  })
})

test('after a wrong password the second directory is not asked, though the password would be right there', async () => {
  expect(await open().checkPassword('TW01002547', 'another-password')).toEqual({ outcome: 'refused' })
  const [, outlook] = demo.configs
  if (!outlook) throw new Error('two directories expected')
  const alone = createLdapDirectory(outlook, createTestPorts())
  expect(await alone.checkPassword('TW01002547', 'another-password')).toMatchObject({ outcome: 'accepted' })
})

test('a person has the same id after a restart', async () => {
  const before = await open().findByAccount('TW01002547')
  await demo.close()
  demo = await createDemoDirectory()
  expect(await open().findByAccount('TW01002547')).toEqual(before)
})

test('only the service account may search', async () => {
  const [config] = demo.configs
  if (!config) throw new Error('a directory expected')
  const asUser = { ...config, bindDn: `uid=TW01002547,${config.baseDn}`, bindPassword: 'demo-password' }
  const directory = createLdapDirectory(asUser, createTestPorts())
  expect(await directory.findByAccount('admin01')).toEqual({ outcome: 'unavailable' })
  expect(directory.health()).toBe('up')
})

test('stray bytes on its port do not end it', async () => {
  const { port } = new URL(demo.configs[0]?.url ?? '')
  const socket = net.connect(Number(port), '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write('GET / HTTP/1.1\r\n\r\n\0\xff\xff')
  await new Promise((resolve) =>
    socket
      .once('close', resolve)
      .once('data', () => socket.destroy())
      .setTimeout(300, () => socket.destroy()),
  )
  expect(await open().checkPassword('TW01002547', 'demo-password')).toMatchObject({ outcome: 'accepted' })
})
