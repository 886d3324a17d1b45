// The key file on a real file system.
import { chmod, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeTemporaryFolder } from '@motp/tests/support/temporary-folder'
import { expect, test } from 'vitest'
import { systemRandom } from '../ports.ts'
import { createKeyFile, readKeyFile } from './key-file.ts'
import { SealError } from './seal.ts'

const folder = makeTemporaryFolder()

test('a new key file is for its owner alone and is read back', async () => {
  const path = join(folder, 'new.key')
  await createKeyFile(path, systemRandom)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(Buffer.from(await readKeyFile(path)).toString('base64url')).toBe((await readFile(path, 'utf8')).trim())
})

test('a key file is never overwritten', async () => {
  const path = join(folder, 'kept.key')
  await createKeyFile(path, systemRandom)
  const before = await readFile(path, 'utf8')
  await expect(createKeyFile(path, systemRandom)).rejects.toThrow('EEXIST')
  expect(await readFile(path, 'utf8')).toBe(before)
})

test.each([0o640, 0o604, 0o644, 0o620])('a key file that others may touch (mode %o) is refused', async (mode) => {
  const path = join(folder, `open-${mode}.key`)
  await createKeyFile(path, systemRandom)
  await chmod(path, mode)
  await expect(readKeyFile(path)).rejects.toThrow(SealError)
})

test.each(['', 'short', `${'A'.repeat(43)}A`, `${'*'.repeat(43)}`])('a file that holds no key is refused: %j', async (text) => {
  const path = join(folder, `bad-${text.length}.key`)
  await writeFile(path, text, { mode: 0o600 })
  await expect(readKeyFile(path)).rejects.toThrow(SealError)
})
