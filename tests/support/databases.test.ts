import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { forEachDatabase } from './databases.ts'

forEachDatabase('a database for tests', (open, engine) => {
  test('is migrated, empty and of the engine named', async () => {
    const database = await open()
    expect(database.engine).toBe(engine)
    expect(await database.db.selectFrom('tokens').selectAll().execute()).toEqual([])
  })

  test('opened again by its location shows the same rows to a second handle', async () => {
    const first = await open()
    const second = await open(first.location)
    await sql`create table marks (id integer)`.execute(first.db)
    await sql`insert into marks (id) values (7)`.execute(first.db)
    expect((await sql`select id from marks`.execute(second.db)).rows).toEqual([{ id: 7 }])
  })
})
