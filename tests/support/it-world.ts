// What IT's pages stand on, over a registration world: with the demo's real directory, with directories of the test's own, or with none.
import { composeIt } from '@motp/server/compose-it'
import type { Database } from '@motp/server/database/database'
import { createDemoDirectory } from '@motp/server/directories/demo-directory'
import { createDirectories } from '@motp/server/directories/directories'
import type { DirectoryConfig } from '@motp/server/directories/directory-config'
import { createLdapDirectory } from '@motp/server/directories/ldap-directory'
import { createRegistrationWorld } from './registration-world.ts'

type Options = Parameters<typeof createRegistrationWorld>[1] & { hasDirectory?: boolean; directoryConfigs?: readonly DirectoryConfig[] }

export async function createItWorld(database: Database, { hasDirectory = false, directoryConfigs = [], ...options }: Options = {}) {
  const world = await createRegistrationWorld(database, options)
  const demo = hasDirectory ? await createDemoDirectory() : undefined
  const directories = createDirectories((demo?.configs ?? directoryConfigs).map((config) => createLdapDirectory(config, world.ports)))
  return { ...world, directories, ...composeIt({ ...world, directories }), closeDirectory: async () => demo?.close() }
}
