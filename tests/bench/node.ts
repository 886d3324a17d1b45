// One node of the product as an operator runs it: `motp serve --config`. Its directory and its mail server are never asked for a code.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findFreePort } from '../support/free-port.ts'
import { startServerProcess } from '../support/server-process.ts'
import type { CertificateFiles } from './certificate-files.ts'
import type { DataSet } from './data-set.ts'
import type { Lab } from './lab.ts'

export type Node = { port: number; radiusPort: number; pid: number; countSyncs?: () => number }

type NodeOptions = { url?: string; tls?: CertificateFiles; slowedMs?: number }

export async function startNode(lab: Lab, { name, data }: DataSet, { url, tls, slowedMs }: NodeOptions = {}): Promise<Node> {
  const port = await findFreePort()
  const radiusPort = await findFreePort()
  const label = `${name}-${port}`
  const configFile = join(lab.folder, `${label}.yaml`)
  // JSON is YAML.
  await writeFile(
    configFile,
    JSON.stringify({
      data,
      ...(url && { database: url }),
      keyFile: join(data, 'seal.key'),
      publicUrl: `${tls ? 'https' : 'http'}://localhost:${port}`,
      listen: { host: '127.0.0.1', port, ...(tls && { tls: { certFile: tls.certFile, keyFile: tls.keyFile } }) },
      radius: { host: '127.0.0.1', port: radiusPort },
      directories: [{ name: 'Oracle', url: 'ldap://127.0.0.1:9', bindDn: 'cn=motp', bindPassword: 'none', baseDn: 'o=bench' }],
      mail: { host: '127.0.0.1', port: 9, security: 'none', from: 'motp@example.com' },
    }),
  )
  const watch = url ? undefined : lab.shim?.watch(label, slowedMs)
  const server = await startServerProcess({ data, port, configFile, ...(watch && { environment: watch.environment }) })
  lab.atEnd(server.stop)
  return { port, radiusPort, pid: server.pid, ...(watch && { countSyncs: watch.count }) }
}
