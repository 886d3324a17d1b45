// The judge of codes as the server runs it on SQLite: what it answers is on the disk, whatever the disk does.
import { makeSqliteSites } from '@motp/tests/support/sqlite-sites'
import { afterEach, expect, test, vi } from 'vitest'
import { openJudge } from './compose-judge.ts'

type Sync = (file: number, done: (error: Error | null) => void) => void

const disk = vi.hoisted(() => ({ sync: undefined as Sync | undefined }))
vi.mock('node:fs', async (importActual) => {
  const actual = await importActual<typeof import('node:fs')>()
  return { ...actual, fdatasync: (file: number, done: (error: Error | null) => void) => (disk.sync ?? actual.fdatasync)(file, done) }
})

const { newPath, openWorld, atEnd } = makeSqliteSites()
afterEach(() => {
  disk.sync = undefined
})

async function createSite() {
  const databaseLocation = newPath()
  const world = await openWorld(databaseLocation)
  const config = { databaseLocation } as Parameters<typeof openJudge>[0]['config']
  const running = openJudge({ ...world, config, domains: new Map() })
  if (!running) throw new Error('no judge')
  atEnd(running.stop)
  const token = await world.make.activeToken()
  const question = { clientId: 'c', address: '192.0.2.9', who: { user: token.user.account }, code: token.code() }
  return { ask: () => running.judge(question) }
}

test('a code is accepted once', async () => {
  const { ask } = await createSite()
  expect(await ask()).toMatchObject({ outcome: 'accepted' })
  expect(await ask()).toMatchObject({ outcome: 'refused', reason: 'replayed' })
})

test('nobody is answered before the sync of the log has ended', async () => {
  const { ask } = await createSite()
  const begun = Promise.withResolvers<() => void>()
  disk.sync = (_file, done) => begun.resolve(() => done(null))
  let isAnswered = false
  const answer = ask().finally(() => {
    isAnswered = true
  })
  const end = await begun.promise
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(isAnswered).toBe(false)
  end()
  expect(await answer).toMatchObject({ outcome: 'accepted' })
})

test('a failing disk is no answer, and the code is used up', async () => {
  const { ask } = await createSite()
  disk.sync = (_file, done) => done(new Error('EIO'))
  await expect(ask()).rejects.toThrow('EIO')
  disk.sync = undefined
  expect(await ask()).toMatchObject({ outcome: 'refused', reason: 'replayed' })
})
