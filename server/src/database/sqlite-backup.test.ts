// Backup and restore on real files.
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeTemporaryFolder } from '@motp/tests/support/temporary-folder'
import { expect, test } from 'vitest'
import { type Database, openDatabase } from './database.ts'
import { migrate } from './migrate.ts'
import { backUpSqlite, restoreSqlite } from './sqlite-backup.ts'

const folder = makeTemporaryFolder()
let files = 0
const newPath = (name: string) => {
  files += 1
  return join(folder, `${files}-${name}`)
}
const accept = async () => undefined

const addKey = ({ db }: Database, name: string) =>
  db.insertInto('serverKeys').values({ name, publicKey: '', sealedPrivateKey: '', createdAt: 1 }).execute()
const namesIn = async (path: string) => {
  const database = openDatabase(path)
  const rows = await database.db.selectFrom('serverKeys').select('name').orderBy('name').execute()
  await database.close()
  return rows.map(({ name }) => name)
}
const startDatabase = async () => {
  const path = newPath('motp.sqlite')
  const database = openDatabase(path)
  await migrate(database)
  await addKey(database, 'before')
  return { path, database }
}

test('a backup of a database in use holds what was committed, for its owner alone', async () => {
  const { path, database } = await startDatabase()
  const backup = newPath('backup')
  await backUpSqlite(path, backup)
  await addKey(database, 'after')
  expect(existsSync(`${backup}-wal`)).toBe(false)
  expect(await namesIn(backup)).toEqual(['before'])
  expect(statSync(backup).mode & 0o777).toBe(0o600)
  await database.close()
})

test('a file that is there already is not overwritten', async () => {
  const { path, database } = await startDatabase()
  const target = newPath('precious')
  writeFileSync(target, 'precious')
  await expect(backUpSqlite(path, target)).rejects.toThrow('cannot be made')
  expect(readFileSync(target, 'utf8')).toBe('precious')
  await database.close()
})

test('a restore puts the backup in place and keeps what it replaced', async () => {
  const { path, database } = await startDatabase()
  const backup = newPath('backup')
  await backUpSqlite(path, backup)
  await addKey(database, 'after')
  await database.close()
  const replaced = await restoreSqlite({ backup, target: path, stamp: 7, check: accept })
  expect(await namesIn(path)).toEqual(['before'])
  expect(await namesIn(replaced ?? '')).toEqual(['after', 'before'])
})

test('a restore to an empty place leaves only the database', async () => {
  const { path, database } = await startDatabase()
  const backup = newPath('backup')
  await backUpSqlite(path, backup)
  await database.close()
  const target = newPath('new.sqlite')
  expect(await restoreSqlite({ backup, target, stamp: 7, check: accept })).toBeNull()
  expect(await namesIn(target)).toEqual(['before'])
  expect(existsSync(`${target}.restoring`)).toBe(false)
})

test('a restore under a running server is refused and changes nothing', async () => {
  const { path, database } = await startDatabase()
  const backup = newPath('backup')
  await backUpSqlite(path, backup)
  await addKey(database, 'after')
  await expect(restoreSqlite({ backup, target: path, stamp: 7, check: accept })).rejects.toThrow('stop the server first')
  expect((await database.db.selectFrom('serverKeys').selectAll().execute()).length).toBe(2)
  await addKey(database, 'later')
  await database.close()
  expect(existsSync(`${path}.restoring`)).toBe(false)
})

test.each(['text', ''])('a file that is no database (%j) is refused and changes nothing', async (content) => {
  const { path, database } = await startDatabase()
  await database.close()
  const backup = newPath('not-a-backup')
  writeFileSync(backup, content)
  const refuseEmpty = async (copy: string) => {
    expect(await namesIn(copy)).toEqual(['before'])
  }
  await expect(restoreSqlite({ backup, target: path, stamp: 7, check: refuseEmpty })).rejects.toThrow()
  expect(await namesIn(path)).toEqual(['before'])
})

test('a backup that the check does not accept changes nothing', async () => {
  const { path, database } = await startDatabase()
  const backup = newPath('backup')
  await backUpSqlite(path, backup)
  await addKey(database, 'after')
  await database.close()
  const refuse = () => Promise.reject(new Error('another key file'))
  await expect(restoreSqlite({ backup, target: path, stamp: 7, check: refuse })).rejects.toThrow('another key file')
  expect(await namesIn(path)).toEqual(['after', 'before'])
})
