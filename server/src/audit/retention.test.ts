// Retention on both engines: what leaves, what stays, what a power cut leaves behind, and who may do it.
import { readFileSync, renameSync } from 'node:fs'
import { forEachDatabase } from '@motp/tests/support/databases'
import { createRetentionSite, failAt, gatherEvents, makeSegmentFolder, type SiteOptions } from '@motp/tests/support/retention-site'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { Database } from '../database/database.ts'
import { appendAudit, verifyAudit } from './audit-store.ts'
import { dayMs } from './segment.ts'

forEachDatabase('retention', (open) => {
  const createSite = async (options: SiteOptions = {}) => createRetentionSite(await open(), options)
  const sealed = async (options?: SiteOptions) => {
    const site = await createSite(options)
    await site.createNode().retain(site.cut(), 'cli')
    return site
  }

  test('old events leave as segments; the chain stays whole through them, and each event can be read again', async () => {
    const site = await createSite()
    const before = await site.database.db.selectFrom('auditEvents').selectAll().orderBy('sequence').execute()
    expect(await site.createNode().retain(site.cut(), 'cli')).toEqual({ segments: 3, events: 1000 })
    // The young one, and one for each segment.
    expect(await site.live()).toEqual([1001, 1002, 1003, 1004])
    expect(await site.segments.verify()).toEqual({ ok: true, events: 1004, segments: 3, liveFrom: 1001 })
    expect(await verifyAudit(site.database.db)).toEqual({ ok: true, events: 1004 })
    const read = await site.segments.read(2)
    expect(await gatherEvents(read?.pages)).toEqual(before.slice(400, 800))
    expect(await site.segments.read(4)).toBeUndefined()
    expect(await site.createNode().retain(site.cut(), 'cli')).toEqual({ segments: 0, events: 0 })
    expect(site.files()).toHaveLength(3)
  })

  test('a file says nothing to who has not the key', async () => {
    const site = await sealed()
    const text = readFileSync(site.pathOf(1), 'latin1')
    for (const word of ['token.reset', 'user:u1', 'serial']) expect(text).not.toContain(word)
  })

  test('a plan tells what would leave and changes nothing', async () => {
    const site = await createSite()
    expect(await site.createNode().plan(site.cut())).toMatchObject({ events: 1000, segments: 3, firstSequence: 1, lastSequence: 1000 })
    expect(await site.live()).toHaveLength(1001)
    expect(site.files()).toEqual([])
  })

  test('what is not counted by the hour stays', async () => {
    const site = await createSite({ isCounted: false })
    expect(await site.createNode().retain(site.cut(), 'cli')).toEqual({ segments: 0, events: 0 })
    await site.count()
    expect(await site.createNode({ readCountedEnd: async () => 123 }).retain(site.cut(), 'cli')).toEqual({ segments: 1, events: 123 })
    expect((await site.live())[0]).toBe(124)
  })

  test('events that rows of tokens do not hold yet stay', async () => {
    const site = await createRetentionSite(await open(), {})
    await site.database.db.updateTable('auditHead').set({ foldedSequence: 123 }).execute()
    expect(await site.createNode().retain(site.cut(), 'cli')).toEqual({ segments: 1, events: 123 })
  })

  test('the last thirty days stay whatever is asked for', async () => {
    const site = await createSite()
    await expect(site.createNode().retain({ before: site.clock.now() - 29 * dayMs }, 'cli')).rejects.toThrow('last 30 days')
    expect(await site.live()).toHaveLength(1001)
  })

  test('a trail that is not whole is not hidden in files', async () => {
    const site = await createSite()
    await sql.raw(`update "auditEvents" set "detail" = '{}' where "sequence" = 300`).execute(site.database.db)
    await expect(site.createNode().retain(site.cut(), 'cli')).rejects.toThrow('event 300: event changed')
    expect(await site.live()).toHaveLength(1001)
    expect(site.files()).toEqual([])
  })

  test('searches, pages and the state of the trail begin where the database does', async () => {
    const site = await createSite()
    const first = await site.audit.list({ accepted: 'hidden', limit: 2 })
    await site.createNode().retain(site.cut(), 'cli')
    // A page that was open meanwhile goes on, and finds the beginning.
    expect(await site.audit.list({ accepted: 'hidden', limit: 100, before: first.next ?? 0 })).toEqual({
      events: [],
      next: null,
      searchedTo: null,
    })
    expect((await site.audit.list({ accepted: 'hidden', limit: 100, from: 0 })).events).toHaveLength(4)
    expect(await site.audit.listActivity('u1', { limit: 10 })).toEqual({ events: [], next: null })
    const state = await site.audit.state()
    expect(state).toMatchObject({ events: 1004, live: { first: 1001, since: site.clock.now() }, sealed: { segments: 3, events: 1000 } })
    const { segments, next } = await site.audit.listSegments({ limit: 2 })
    expect(
      segments.map(({ number, firstSequence, events, isCleared, hasFile }) => [number, firstSequence, events, isCleared, hasFile]),
    ).toEqual([
      [3, 801, 200, true, true],
      [2, 401, 400, true, true],
    ])
    expect(next).toBe(2)
    expect((await site.audit.listSegments({ before: 2, limit: 2 })).segments).toHaveLength(1)
  })

  describe('a power cut', () => {
    test('at each step leaves what the next run finishes, with nothing lost', async () => {
      let steps = 0
      for (let step = 1; ; step += 1) {
        const site = await createSite({ old: 1500 })
        const failing = { ...site.database, transact: failAt(site.database, step) }
        const outcome = await site
          .createNode({ database: failing, eventsPerSegment: 1500 })
          .retain(site.cut(), 'cli')
          .catch((error: Error) => error.message)
        // Broken off or not, everything is in the database or in a file, and the trail is whole.
        expect(await site.segments.verify(), `step ${step}`).toMatchObject({ ok: true })
        if (typeof outcome !== 'string') break
        steps = step
        await site.createNode({ eventsPerSegment: 1500 }).retain(site.cut(), 'cli')
        expect(await site.segments.verify()).toEqual({ ok: true, events: 1502, segments: 1, liveFrom: 1501 })
        expect(await site.live()).toEqual([1501, 1502])
        expect(site.files()).toEqual([expect.stringMatching(/^audit-1-1500-.*\.segment$/)])
      }
      // The row, two slices of events, and that they are gone.
      expect(steps).toBe(4)
    })

    test('between the row and the name of its file is finished too', async () => {
      const site = await createSite({ old: 400 })
      const failing = { ...site.database, transact: failAt(site.database, 2) }
      await expect(site.createNode({ database: failing }).retain(site.cut(), 'cli')).rejects.toThrow('power cut')
      renameSync(site.pathOf(1), `${site.pathOf(1)}.part`)
      expect(await site.segments.verify()).toMatchObject({ ok: true, segments: 1 })
      await site.createNode().retain(site.cut(), 'cli')
      expect(site.files()).toEqual([expect.stringMatching(/\.segment$/)])
      expect(await site.segments.verify()).toEqual({ ok: true, events: 402, segments: 1, liveFrom: 401 })
    })

    test('of the machine leaves a lease that runs out', async () => {
      const site = await createSite()
      const dead = { name: 'audit-retention', holder: 'dead', until: site.clock.now() + 60_000 }
      await site.database.db.insertInto('leases').values(dead).execute()
      const node = site.createNode()
      await expect(node.retain(site.cut(), 'cli')).rejects.toThrow('another server')
      await node.resumeDue()
      await node.settled()
      expect(await site.live()).toHaveLength(1001)
      site.clock.advance(60_001)
      await node.resumeDue()
      await node.settled()
      expect((await site.live())[0]).toBe(1001)
    })
  })

  describe('several nodes', () => {
    test('of two at once one seals', async () => {
      const site = await createSite()
      const other = await open(site.database.location)
      const results = await Promise.allSettled(
        [site.createNode(), site.createNode({ database: other })].map((node) => node.retain(site.cut(), 'cli')),
      )
      expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
      expect(await site.segments.verify()).toMatchObject({ ok: true, segments: 3, liveFrom: 1001 })
    })

    test('one that slept while another took over writes and removes nothing more', async () => {
      const site = await createSite()
      let isTaken = false
      const robbed: Database['transact'] = async (work) => {
        if (!isTaken) {
          isTaken = true
          await site.database.db.updateTable('leases').set({ holder: 'other' }).execute()
        }
        return site.database.transact(work)
      }
      const node = site.createNode({ database: { ...site.database, transact: robbed } })
      await expect(node.retain(site.cut(), 'cli')).rejects.toThrow('took over')
      expect(await site.live()).toHaveLength(1001)
      expect(await site.database.db.selectFrom('auditSegments').select('number').execute()).toEqual([])
    })

    test('one that has not the files leaves the work to the one that has', async () => {
      const site = await sealed({ old: 400 })
      const folder = makeSegmentFolder()
      const elsewhere = site.createNode({ segments: { ...site.segments, folder } })
      await expect(elsewhere.retain(site.cut(), 'cli')).rejects.toThrow('seal where the segments are')
    })
  })

  describe('by itself', () => {
    test('once a day, what is older than the policy says', async () => {
      const site = await createSite({ values: { 'audit.keepDays': 365 } })
      const node = site.createNode()
      await node.resumeDue()
      await node.settled()
      expect((await site.live())[0]).toBe(1001)
      const actors = await site.database.db.selectFrom('auditEvents').select('actor').where('action', '=', 'audit.sealed').execute()
      expect(actors.map(({ actor }) => actor)).toEqual(['system', 'system', 'system'])
      site.clock.advance(366 * dayMs)
      await site.count()
      await node.resumeDue()
      await node.settled()
      expect((await site.live())[0]).toBe(1005)
      // And it rests until tomorrow, on every node.
      site.clock.advance(dayMs / 2)
      await site.createNode().resumeDue()
      expect(await site.database.db.selectFrom('leases').select('holder').execute()).toEqual([{ holder: '' }])
      expect(await site.segments.verify()).toMatchObject({ ok: true, segments: 4 })
    })

    test('never when the policy keeps all', async () => {
      const site = await createSite({ values: { 'audit.sealing': false } })
      const node = site.createNode()
      await node.resumeDue()
      await node.settled()
      expect(await site.live()).toHaveLength(1001)
    })

    test('events are appended and the trail is checked while it runs', async () => {
      const site = await createSite({ old: 3000 })
      const sealing = site.createNode({ eventsPerSegment: 1500 }).retain(site.cut(), 'cli')
      let isOver = false
      void sealing.finally(() => {
        isOver = true
      })
      let rounds = 0
      while (!isOver) {
        await site.database.transact((tx) => appendAudit(tx, { at: site.clock.now(), actor: 'system', action: 'token.locked' }))
        expect(await site.segments.verify()).toMatchObject({ ok: true })
        rounds += 1
      }
      expect(await sealing).toEqual({ segments: 2, events: 3000 })
      expect(rounds).toBeGreaterThan(2)
      expect(await site.segments.verify()).toMatchObject({ ok: true, segments: 2, liveFrom: 3001 })
    })
  })

  test('the keys of the files are sealed anew with everything else when the data key is changed', async () => {
    const site = await sealed({ old: 400 })
    const { keyId, failed } = await site.seal.rotate()
    expect(failed).toBe(0)
    const [row] = await site.database.db.selectFrom('auditSegments').select('sealedKey').execute()
    expect(row?.sealedKey.startsWith(`v1.${keyId}.`)).toBe(true)
    expect(await site.segments.verify()).toMatchObject({ ok: true, segments: 1 })
  })
})
