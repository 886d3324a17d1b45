// kill -9 between an approval and its act, on both databases: neither has happened, and another node does both, once.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { forEachDatabase } from '../support/databases.ts'
import { createRegistrationWorld, refusalOf } from '../support/registration-world.ts'

const nodeFile = fileURLToPath(new URL('./granting-node.ts', import.meta.url))

forEachDatabase('an approval', (open) => {
  test('that a node was killed over waits on, and is carried out once by another', async () => {
    const database = await open()
    const { approvals, make, actions, notices } = await createRegistrationWorld(database)
    const [helper, admin, about] = await Promise.all([
      make.user({ roles: ['user', 'helpdesk'] }),
      make.user({ roles: ['user', 'admin'] }),
      make.user({ roles: ['user', 'auditor'] }),
    ])
    const token = await make.activeToken({ user: about })
    const by = (userId: string, isAdmin: boolean) => ({ userId, address: '192.0.2.1', isAdmin })
    const { id } = await approvals.request({ action: 'reset', userId: about.id, reason: 'new phone' }, by(helper.id, false))

    const node = spawn(process.execPath, [nodeFile, database.location, id, admin.id], { stdio: ['ignore', 'ignore', 'inherit'] })
    const [, signal] = await once(node, 'exit')
    expect(signal).toBe('SIGKILL')

    expect((await approvals.list())[0]).toMatchObject({ state: 'waiting', decidedBy: null })
    expect((await token.read()).state).toBe('active')
    expect(await actions(about.id)).toEqual(['approval.requested'])
    const outcomes = await Promise.all([1, 2].map(() => refusalOf(approvals.grant(id, by(admin.id, true)))))
    expect(outcomes.toSorted()).toEqual(['approval-closed', 'none'])
    expect((await token.read()).state).toBe('revoked')
    expect(await actions(about.id)).toEqual(['approval.requested', 'approval.granted', 'token.reset'])
    expect(await notices(about.id)).toEqual(['token-reset'])
    expect(await notices(helper.id)).toEqual(['approval-granted'])
  }, 60_000)
})
