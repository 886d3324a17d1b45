// The configuration of a production installation on this machine, for server processes of tests.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

type Installation = {
  data: string
  port: number
  /** URL of a PostgreSQL database; SQLite in `data` otherwise. */
  database?: string | undefined
  /** Where nobody listens, unless another place is given. */
  directory?: { url: string; timeoutMs: number }
}

/** Its path. The key file is expected in `data`. */
export function writeProductionConfig({
  data,
  port,
  database,
  directory = { url: 'ldap://127.0.0.1:1', timeoutMs: 1000 },
}: Installation): string {
  const bind = { bindDn: 'cn=motp,dc=example,dc=test', bindPassword: 'service-password', baseDn: 'dc=example,dc=test' }
  const path = join(data, 'motp.yaml')
  const config = {
    data,
    keyFile: join(data, 'seal.key'),
    publicUrl: `http://localhost:${port}`,
    listen: { port },
    ...(database === undefined ? {} : { database }),
    directories: [{ name: 'Oracle', ...directory, ...bind }],
    mail: { host: '127.0.0.1', port: 25, security: 'none', from: 'MOTP <motp@example.test>' },
  }
  // JSON is YAML too.
  writeFileSync(path, JSON.stringify(config))
  return path
}
