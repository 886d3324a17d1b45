// Global set-up of a vitest run: one PostgreSQL server for all test files, each of which makes fresh databases in it.
import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres.ts'

export default async function startPostgresForRun(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startPostgres()
  project.provide('postgresUrl', postgres.url('postgres'))
  return postgres.stop
}
