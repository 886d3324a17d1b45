// The tests of the RADIUS port and of RADIUS clients: real packets to a real port, on both databases.

import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SetupFinding } from '@motp/shared/protocol/admin-setup'
import { createTestAuthority } from '@motp/tests/support/certificates'
import { createClientWorld } from '@motp/tests/support/client-world'
import { forEachDatabase, type OpenDatabase } from '@motp/tests/support/databases'
import { createFakeClock } from '@motp/tests/support/fake-clock'
import { findFreePort } from '@motp/tests/support/free-port'
import { buildRequest } from '@motp/tests/support/radius-packet'
import { makeTemporaryFolder } from '@motp/tests/support/temporary-folder'
import { expect, onTestFinished, test } from 'vitest'
import { startRadiusServer } from '../radius/radius-server.ts'
import { createRadiusService } from '../radius/radius-service.ts'
import { startRadsecServer } from '../radius/radsec-server.ts'

const authority = createTestAuthority()
const pair = authority.issue()
const faultsOf = (findings: readonly SetupFinding[]) => findings.map(({ step, fault }) => [step, fault])
const day = 86_400_000

type Listening = 'udp' | 'udp and tls' | 'nobody'

async function openSite(open: OpenDatabase, listening: Listening) {
  const folder = makeTemporaryFolder()
  const [port, tlsPort, clock] = [await findFreePort(), await findFreePort(), createFakeClock()]
  const files = { certFile: join(folder, 'radius.pem'), keyFile: join(folder, 'radius.key') }
  writeFileSync(files.certFile, pair.certificatePem)
  const tls = listening === 'udp and tls' ? { port: tlsPort, ...files, clientCaFile: undefined } : undefined
  const world = await createClientWorld((await open()).location, folder, { clock, radius: { host: '127.0.0.1', port, tls } })
  onTestFinished(() => world.close())
  const { log, canWrite } = world
  const service = createRadiusService({ ...world.radiusClients, isReady: canWrite, log, clock })
  if (listening !== 'nobody') {
    const server = await startRadiusServer({ host: '127.0.0.1', port, service, log })
    onTestFinished(() => server.close())
  }
  if (tls) {
    const { certificatePem: certificate, keyPem: key } = pair
    const server = await startRadsecServer({
      host: '127.0.0.1',
      port: tlsPort,
      certificate,
      key,
      clientAuthority: authority.caPem,
      service,
      log,
    })
    onTestFinished(() => server.close())
  }
  return { ...world, clock, port, files, addRadius: (fields = {}) => world.addClient({ kind: 'radius', ...fields }), service }
}

forEachDatabase('the test of the RADIUS port', (open) => {
  test('sends a packet that only this server can answer', async () => {
    const { setup, port } = await openSite(open, 'udp')
    const findings = await setup.testRadius()
    expect(faultsOf(findings)).toEqual([['listening', null]])
    expect(findings[0]?.detail).toMatch(new RegExp(`^UDP ${port}, \\d+ ms$`))
  })

  test('works beside a real client at this address, and takes nothing away from it', async () => {
    const { setup, addRadius, radiusClients } = await openSite(open, 'udp')
    const { client } = await addRadius({ addresses: ['127.0.0.1'] })
    expect(faultsOf(await setup.testRadius())).toEqual([['listening', null]])
    expect((await radiusClients.findClient('127.0.0.1'))?.id).toBe(client.id)
  })

  test('leaves no door open: whoever has not the secret gets no answer, and after the test nobody is at this address', async () => {
    const { setup, radiusClients, service, clock } = await openSite(open, 'udp')
    expect(await radiusClients.findClient('127.0.0.1')).toBeUndefined()
    await setup.testRadius()
    const bytes = buildRequest({ secret: 'guessed', code: 12 })
    const answer = await service.answer({ bytes, address: '127.0.0.1', port: 1, provenBy: 'secret' })
    expect(answer).toEqual({ silence: 'wrong-message-authenticator' })
    expect(await radiusClients.findClient('192.0.2.7')).toBeUndefined()
    clock.advance(20_000)
    expect(await radiusClients.findClient('127.0.0.1')).toBeUndefined()
  })

  test('says that nobody is at the port, that it is another program, or one that says nothing', async () => {
    const { setup, port } = await openSite(open, 'nobody')
    expect(faultsOf(await setup.testRadius())).toEqual([['listening', 'radius-not-listening']])
    const other = createSocket('udp4')
    onTestFinished(() => new Promise<void>((resolve) => other.close(() => resolve())))
    other.bind(port, '127.0.0.1')
    await once(other, 'listening')
    expect(faultsOf(await setup.testRadius())).toEqual([['listening', 'radius-silent']])
    other.on('message', (bytes, sender) => other.send(bytes, sender.port, sender.address))
    expect(faultsOf(await setup.testRadius())).toEqual([['listening', 'radius-foreign']])
  })

  test('tells how long the certificate of RADIUS over TLS is good, and whether it is the one in the file', async () => {
    const { setup, clock, files } = await openSite(open, 'udp and tls')
    const steps = async () => faultsOf(await setup.testRadius()).slice(1)
    expect(await steps()).toEqual([
      ['tls', null],
      ['tlsCertificate', null],
    ])
    clock.advance(Date.now() - clock.now())
    expect((await steps()).at(1)).toEqual(['tlsCertificate', 'certificate-ending'])
    clock.advance(2 * day)
    expect((await steps()).at(1)).toEqual(['tlsCertificate', 'certificate-expired'])
    writeFileSync(files.certFile, authority.issue().certificatePem)
    expect((await steps()).at(1)).toEqual(['tlsCertificate', 'certificate-old'])
  })
})

forEachDatabase('the test of a RADIUS client', (open) => {
  test('tells what its packets would meet', async () => {
    const { setup, addRadius } = await openSite(open, 'udp')
    const { client } = await addRadius({ addresses: ['10.1.0.0/16'] })
    const meet = async (address: string) => faultsOf(await setup.testClient(client.id, { address, key: '' }))
    expect(await meet('10.1.2.3')).toEqual([
      ['listening', null],
      ['secret', null],
      ['address', null],
      ['signed', null],
      ['unsigned', null],
      ['used', 'never-used'],
    ])
    expect(await meet('10.2.0.1')).toEqual([
      ['listening', null],
      ['secret', null],
      ['address', 'address-outside'],
      ['used', 'never-used'],
    ])
  })

  test('warns of one whose packets need no Message-Authenticator, of a secret that does not open, of an address of another', async () => {
    const { setup, addRadius, database } = await openSite(open, 'udp')
    const old = await addRadius({ addresses: ['10.3.0.1'], requiresMessageAuthenticator: false })
    expect(faultsOf(await setup.testClient(old.client.id, { address: '10.3.0.1', key: '' }))).toContainEqual(['unsigned', 'unsigned-taken'])
    const wide = await addRadius({ addresses: ['10.3.0.0/16'] })
    expect(faultsOf(await setup.testClient(wide.client.id, { address: '10.3.0.1', key: '' }))).toContainEqual([
      'address',
      'address-of-another',
    ])
    await database.db.updateTable('clients').set({ sealedSecret: 'broken' }).where('id', '=', wide.client.id).execute()
    expect(faultsOf(await setup.testClient(wide.client.id, { address: '', key: '' }))).toContainEqual(['secret', 'secret-unreadable'])
  })
})
