import { Client } from 'pg'
import { expect, inject, test } from 'vitest'
import { createDatabaseAt } from './postgres.ts'

test('each database asked for is fresh and its own', async () => {
  const urls = [await createDatabaseAt(inject('postgresUrl')), await createDatabaseAt(inject('postgresUrl'))]
  for (const connectionString of urls) {
    const client = new Client({ connectionString })
    await client.connect()
    try {
      // Refused the second time if both were the same database.
      await client.query('create table marks (id int)')
      expect((await client.query('select count(*)::int as count from marks')).rows).toEqual([{ count: 0 }])
    } finally {
      await client.end()
    }
  }
})
