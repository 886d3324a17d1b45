// What a judge remembers of the owners of tokens, on SQLite: nothing that somebody else may have changed.
import { join } from 'node:path'
import { openDatabase } from '@motp/server/database/database'
import { migrate } from '@motp/server/database/migrate'
import { createRegistrationWorld } from '@motp/tests/support/registration-world'
import { makeTemporaryFolder } from '@motp/tests/support/temporary-folder'
import { expect, test } from 'vitest'
import { createOwnersByName } from './owner-store.ts'

const folder = makeTemporaryFolder()

test('owners are remembered until another connection writes, and are brought up to date by verification', async () => {
  const path = join(folder, 'motp.sqlite')
  const elsewhere = openDatabase(path)
  await migrate(elsewhere)
  const { make } = await createRegistrationWorld(elsewhere)
  const token = await make.activeToken()
  const here = openDatabase(path)
  const { verification } = await createRegistrationWorld(here)
  const find = createOwnersByName(here, { mayRemember: true })
  const name = token.user.account.toLowerCase()

  const [first] = await find(name)
  expect((await find(name))[0]).toBe(first)

  const verdict = await verification.attempt({
    tokenId: token.id,
    read: first?.token ?? null,
    codes: [token.code()],
    search: 'window',
    context: { actor: 'client:c', address: null, purpose: 'code' },
  })
  expect(verdict).toMatchObject({ accepted: true })
  expect((await find(name))[0]).toBe(first)
  expect(first?.token).toEqual(await token.read())

  await elsewhere.db.updateTable('tokens').set({ state: 'suspended' }).where('id', '=', token.id).execute()
  expect((await find(name))[0]?.token.state).toBe('suspended')
  await Promise.all([here.close(), elsewhere.close()])
})
