// What IT's pages stand on, over a registration world: with the demo's real directory, or with none.
import { composeIt } from '@motp/server/compose-it'
import type { Database } from '@motp/server/database/database'
import { createDemoDirectory } from '@motp/server/directories/demo-directory'
import { createDirectories } from '@motp/server/directories/directories'
import { createLdapDirectory } from '@motp/server/directories/ldap-directory'
import { createRegistrationWorld } from './registration-world.ts'

type Options = Parameters<typeof createRegistrationWorld>[1] & { hasDirectory?: boolean }

export async function createItWorld(database: Database, { hasDirectory = false, ...options }: Options = {}) {
  const world = await createRegistrationWorld(database, options)
  const demo = hasDirectory ? await createDemoDirectory() : undefined
  const directories = createDirectories((demo?.configs ?? []).map((config) => createLdapDirectory(config, world.ports)))
  return { ...world, directories, ...composeIt({ ...world, directories }), closeDirectory: async () => demo?.close() }
}
