// What was sealed is held against what the database says of it, and the other way round: whoever touches either is found.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { forEachDatabase } from '@motp/tests/support/databases'
import { createRetentionSite, failAt, gatherEvents, type RetentionSite, type SiteOptions } from '@motp/tests/support/retention-site'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { verifyAudit } from './audit-store.ts'

forEachDatabase('sealed segments', (open) => {
  const createSite = async (options: SiteOptions = {}) => createRetentionSite(await open(), options)
  const sealed = async (options?: SiteOptions) => {
    const site = await createSite(options)
    await site.createNode().retain(site.cut(), 'cli')
    return site
  }
  const tamper = async ({ database }: Pick<RetentionSite, 'database'>, statement: string) => sql.raw(statement).execute(database.db)

  test('a removed file is named', async () => {
    const site = await sealed()
    rmSync(site.pathOf(401))
    expect(await site.segments.verify()).toEqual({ ok: false, sequence: 401, reason: 'segment file missing', segment: 2 })
    const results: unknown[] = []
    const told = ({ result }: { result: unknown }) => results.push(result)
    await site.audit.check({ actor: 'cli', address: null }, told, new AbortController().signal)
    expect(results.at(-1)).toMatchObject({ isWhole: false, sequence: 401, segment: 2, reason: 'segment file missing' })
    expect((await site.audit.state()).lastCheck).toMatchObject({ isWhole: false, segment: 2 })
  })

  test.each([
    ['a changed byte', (text: string) => `${text.slice(0, 99)}${text[99] === 'A' ? 'B' : 'A'}${text.slice(100)}`],
    ['a line too many', (text: string) => text + text],
    ['a shortened end', (text: string) => text.slice(0, -2)],
  ])('a file with %s is named', async (_name, change) => {
    const site = await sealed()
    const path = site.pathOf(1)
    writeFileSync(path, change(readFileSync(path, 'latin1')))
    expect(await site.segments.verify()).toMatchObject({ ok: false, reason: 'segment file changed', segment: 1 })
    const read = await site.segments.read(1)
    await expect(gatherEvents(read?.pages)).rejects.toThrow('segment 1: segment file changed')
  })

  test('a file in the place of another is named', async () => {
    const site = await sealed()
    const [first, second] = [site.pathOf(1), site.pathOf(401)]
    writeFileSync(first, readFileSync(second))
    await tamper(
      site,
      `update "auditSegments" set "fileHash" = (select "fileHash" from "auditSegments" where "number" = 2) where "number" = 1`,
    )
    expect(await site.segments.verify()).toMatchObject({ ok: false, reason: 'segment record changed', segment: 1 })
  })

  test.each([
    ['a changed time', `update "auditSegments" set "lastAt" = "lastAt" + 1 where "number" = 2`, 2, 'segment record changed'],
    ['a changed end', `update "auditSegments" set "lastHash" = "previousHash" where "number" = 2`, 2, 'segment record changed'],
    ['a changed beginning', `update "auditSegments" set "firstSequence" = 402 where "number" = 2`, 2, 'segment record does not follow'],
    ['a removed row', `delete from "auditSegments" where "number" = 2`, 2, 'segment missing'],
    ['the first row removed', `delete from "auditSegments" where "number" = 1`, 1, 'segment missing'],
  ])('a record with %s is found', async (_name, statement, segment, reason) => {
    const site = await sealed()
    await tamper(site, statement)
    expect(await site.segments.verify()).toMatchObject({ ok: false, segment, reason })
  })

  test.each([
    ['the last record removed', `delete from "auditSegments" where "number" = 3`, 801, 'event missing'],
    ['every record removed', `delete from "auditSegments"`, 1, 'event missing'],
    [
      'the last end changed',
      `update "auditSegments" set "lastHash" = 'x' where "number" = 3`,
      1001,
      'event does not follow the one before',
    ],
    [
      'an event slipped in below the beginning',
      `insert into "auditEvents" select 7, "at", "actor", "action", "userId", "tokenId", "address", "detail", "previousHash", "hash" from "auditEvents" where "sequence" = 1001`,
      1001,
      'event missing',
    ],
  ])('%s is found in the database alone', async (_name, statement, sequence, reason) => {
    const site = await sealed()
    await tamper(site, statement)
    expect(await verifyAudit(site.database.db)).toMatchObject({ ok: false, sequence, reason })
  })

  test('a record of somebody else opens no events to removal', async () => {
    const site = await sealed({ old: 400 })
    await tamper(
      site,
      `insert into "auditSegments" select 2, 'forged', 401, 402, "lastHash", 'x', 0, 0, "fileHash", 1, "sealedKey", 0, null from "auditSegments" where "number" = 1`,
    )
    writeFileSync(join(site.segmentFolder, 'audit-401-402-forged.segment'), readFileSync(site.pathOf(1)))
    await expect(site.createNode().retain(site.cut(), 'cli')).rejects.toThrow('segment record changed')
    expect(await site.live()).toEqual([401, 402])
  })

  test('a file that went bad before its events went keeps them in the database', async () => {
    const site = await createSite({ old: 400 })
    const failing = { ...site.database, transact: failAt(site.database, 2) }
    await expect(site.createNode({ database: failing }).retain(site.cut(), 'cli')).rejects.toThrow('power cut')
    expect(await site.live()).toHaveLength(402)
    writeFileSync(site.pathOf(1), 'rotten')
    await expect(site.createNode().retain(site.cut(), 'cli')).rejects.toThrow('segment file changed')
    expect(await site.live()).toHaveLength(402)
  })
})
