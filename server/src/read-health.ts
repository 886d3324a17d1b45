// How this server's parts are, for the overview: gathered from configuration, directories, files and database.
import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { HealthItem } from '@motp/shared/protocol/admin-overview'
import type { Base } from './compose.ts'
import type { Directories } from './directories/directories.ts'
import { judgeCertificate, judgeClock, judgeDirectory, judgeKey, judgeMail } from './overview/health.ts'
import { readDatabaseClock, readKeyAge, readMailFacts } from './overview/health-store.ts'

export async function readHealth({ config, ports, database }: Base, directories: Pick<Directories, 'health'>): Promise<HealthItem[]> {
  const now = ports.clock.now()
  const { db } = database
  const [mail, keyMadeAt, databaseNow, certificate] = await Promise.all([
    readMailFacts(db),
    readKeyAge(db),
    readDatabaseClock(database),
    readCertificateEnd(config.https?.certificate),
  ])
  return [
    ...directories.health().map(judgeDirectory),
    judgeMail(mail, now),
    { part: 'radius', name: null, state: config.radius ? 'good' : 'off', fact: config.radius?.port ?? null },
    ...(databaseNow === undefined ? [] : [judgeClock(databaseNow, now)]),
    ...(certificate === undefined ? [] : [judgeCertificate(certificate, now)]),
    ...(keyMadeAt === undefined ? [] : [judgeKey(keyMadeAt, now)]),
  ]
}

/** Undefined where a proxy stands in front, or the local authority makes its own. */
async function readCertificateEnd(certificate: 'local-authority' | { certFile: string } | undefined): Promise<number | undefined> {
  if (certificate === undefined || certificate === 'local-authority') return undefined
  return new X509Certificate(await readFile(certificate.certFile)).validToDate.getTime()
}
