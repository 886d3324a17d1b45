// The log is copied into the database by another thread than the one that writes.
import { statSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { openSqliteFile } from '@motp/server/database/database'
import { createSmallDisk } from '@motp/tests/support/small-disk'
import { makeTemporaryFolder } from '@motp/tests/support/temporary-folder'
import pino from 'pino'
import { expect, test } from 'vitest'
import { startCheckpointing } from './checkpointing.ts'

const folder = makeTemporaryFolder()
const log = pino({ level: 'silent' })

test('what was committed is in the database soon after, and the writer has not stopped for it', async () => {
  const path = `${folder}/written.sqlite`
  const file = openSqliteFile(path)
  const checkpointing = startCheckpointing(path, log)
  file.exec('create table rows (text)')
  const write = () => {
    for (let row = 0; row < 100; row += 1) file.prepare('insert into rows values (?)').run('x'.repeat(1000))
    checkpointing.note()
  }
  write()
  const before = statSync(path).size
  await expect.poll(() => statSync(path).size, { timeout: 10_000 }).toBeGreaterThan(before + 100_000)
  const halfway = statSync(path).size
  write()
  await expect.poll(() => statSync(path).size, { timeout: 10_000 }).toBeGreaterThan(halfway)
  await checkpointing.stop()
  file.close()
})

test('a full disk ends nothing: when there is space again, the log is copied', async () => {
  const disk = createSmallDisk({ megabytes: 4 })
  const path = `${disk.folder}/full.sqlite`
  const file = openSqliteFile(path)
  const told: unknown[] = []
  const checkpointing = startCheckpointing(path, { ...log, error: (said: unknown) => told.push(said) } as never)
  file.exec('create table rows (text)')
  for (let row = 0; row < 300; row += 1) file.prepare('insert into rows values (?)').run('x'.repeat(1000))
  disk.fill(process.pid)
  checkpointing.note()
  await delay(500)
  const before = statSync(path).size
  disk.free(process.pid)
  checkpointing.note()
  await expect.poll(() => statSync(path).size, { timeout: 10_000 }).toBeGreaterThan(before + 100_000)
  expect(told).toEqual([])
  await checkpointing.stop()
  file.close()
  disk.remove()
})

test('a thread that could not open the file is told in the log; writing and stopping go on', async () => {
  const told: unknown[] = []
  const checkpointing = startCheckpointing(`${folder}/none/none.sqlite`, { ...log, error: (said: unknown) => told.push(said) } as never)
  await expect.poll(() => told.length, { timeout: 10_000 }).toBe(1)
  checkpointing.note()
  await checkpointing.stop()
})
