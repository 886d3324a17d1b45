// A commit counts as durable when a sync of the log that began after it has ended, and never before.
import { execFile } from 'node:child_process'
import { statSync } from 'node:fs'
import { promisify } from 'node:util'
import { makeSqliteSites } from '@motp/tests/support/sqlite-sites'
import { expect, test } from 'vitest'
import { createWalSync } from './wal-sync.ts'

const { newPath, openFile } = makeSqliteSites()

function openLog() {
  const file = openFile(newPath())
  file.exec('create table counts (value integer)')
  return file
}

/** Syncs that end when the test says so. */
function createDisk() {
  const syncs: PromiseWithResolvers<void>[] = []
  const told: string[] = []
  const walSync = createWalSync(openLog(), () => {
    syncs.push(Promise.withResolvers<void>())
    return syncs[syncs.length - 1]?.promise ?? Promise.reject(new Error('no sync'))
  })
  return {
    syncs,
    told,
    wait: (name: string) =>
      walSync.whenDurable().then(
        () => told.push(name),
        () => told.push(`${name} failed`),
      ),
    end: async (index: number, error?: Error) => {
      if (error) syncs[index]?.reject(error)
      else syncs[index]?.resolve()
      await new Promise(setImmediate)
    },
  }
}

test('whoever comes during a sync waits for the one that begins after it, together with all the others', async () => {
  const { syncs, told, wait, end } = createDisk()
  for (const name of ['first', 'second', 'third']) void wait(name)
  expect(syncs).toHaveLength(1)
  await end(0)
  expect([told, syncs.length]).toEqual([['first'], 2])
  void wait('fourth')
  await end(1)
  expect([told, syncs.length]).toEqual([['first', 'second', 'third'], 3])
  await end(2)
  expect(told).toEqual(['first', 'second', 'third', 'fourth'])
})

test('a sync that failed is told to those it was for, and the next one is tried', async () => {
  const { told, wait, end } = createDisk()
  for (const name of ['first', 'second']) void wait(name)
  await end(0, new Error('EIO'))
  await end(1)
  expect(told).toEqual(['first failed', 'second'])
})

test('after a sync that failed nothing counts until all of the log is in the database', async () => {
  const file = openLog()
  const reader = openFile(file.name)
  let outcome = Promise.reject(new Error('EIO'))
  const walSync = createWalSync(file, () => outcome)
  file.exec('insert into counts values (1)')
  await expect(walSync.whenDurable()).rejects.toThrow('EIO')
  outcome = Promise.resolve() as Promise<never>
  const reading = reader.prepare('select * from counts').iterate()
  reading.next()
  await expect(walSync.whenDurable()).rejects.toThrow('in use')
  reading.return?.()
  await walSync.whenDurable()
  expect(statSync(`${file.name}-wal`).size).toBe(0)
})

test('the log of a file that nobody has read or written is there, and stays the same one when another process comes and goes', async () => {
  const file = openFile(newPath())
  const walSync = createWalSync(file)
  const { ino } = statSync(`${file.name}-wal`)
  const text = `const file = new (require('better-sqlite3'))(process.argv[1]); file.exec('create table rows (x)'); file.close()`
  await promisify(execFile)(process.execPath, ['-e', text, file.name], { cwd: import.meta.dirname })
  file.exec('insert into rows values (1)')
  expect(statSync(`${file.name}-wal`).ino).toBe(ino)
  await walSync.close()
})

test('on the real disk; other connections keep syncing by themselves', async () => {
  const file = openLog()
  const walSync = createWalSync(file)
  file.exec('insert into counts values (1)')
  await walSync.whenDurable()
  await Promise.all([walSync.whenDurable(), walSync.whenDurable(), walSync.close()])
  const other = openFile(file.name)
  expect([file, other].map((connection) => connection.pragma('synchronous', { simple: true }))).toEqual([1, 2])
})
