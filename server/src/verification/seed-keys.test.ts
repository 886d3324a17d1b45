// The cache of opened seeds: what it must never answer from memory.
import { forEachDatabase, type OpenDatabase } from '@motp/tests/support/databases'
import { createRegistrationWorld } from '@motp/tests/support/registration-world'
import { expect, test } from 'vitest'
import { createSeedKeys } from './seed-keys.ts'
import type { TokenRow } from './token-row.ts'

async function createWorld(open: OpenDatabase, capacity: number) {
  const world = await createRegistrationWorld(await open())
  let unsealed = 0
  const unsealNow = (sealed: string, context: string) => {
    unsealed += 1
    return world.seal.unsealNow(sealed, context)
  }
  return { ...world, keys: createSeedKeys({ seal: { ...world.seal, unsealNow }, capacity }), countUnsealed: () => unsealed }
}

const codeOf = async (keys: ReturnType<typeof createSeedKeys>, row: TokenRow) => {
  const codeAt = await keys.open(row)
  return codeAt?.(1)
}

forEachDatabase('opened seeds', (open) => {
  test('are opened once; what there is no room for is opened each time', async () => {
    const { make, keys, countUnsealed } = await createWorld(open, 2)
    const [first, second, third] = await Promise.all([1, 2, 3].map(async () => (await make.activeToken()).read()))
    if (!first || !second || !third) throw new Error('three tokens were made')
    for (const row of [first, second, first, third, first]) expect(await keys.open(row)).not.toBeNull()
    expect(countUnsealed()).toBe(3)
    await keys.open(third)
    expect(countUnsealed()).toBe(4)
  })

  test('do not open for another token, user or parameters, even when the text was opened before', async () => {
    const { make, keys } = await createWorld(open, 10)
    const row = await (await make.activeToken()).read()
    const other = await (await make.activeToken()).read()
    expect(await keys.open(row)).not.toBeNull()
    expect(await keys.open({ ...other, sealedSeed: row.sealedSeed })).toBeNull()
    expect(await keys.open({ ...row, userId: other.userId })).toBeNull()
    expect(await keys.open({ ...row, digits: 8 })).toBeNull()
    expect(await keys.open({ ...row, sealedSeed: null })).toBeNull()
  })

  test('give the same codes after the data key was replaced, from the newly sealed text', async () => {
    const { make, keys, seal, countUnsealed } = await createWorld(open, 10)
    const token = await make.activeToken()
    const [before, code] = [await token.read(), await codeOf(keys, await token.read())]
    await seal.rotate()
    const after = await token.read()
    expect(after.sealedSeed).not.toBe(before.sealedSeed)
    expect(await codeOf(keys, after)).toBe(code)
    expect(countUnsealed()).toBe(2)
  })
})
