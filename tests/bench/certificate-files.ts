// A certificate for 127.0.0.1 as files, for the servers that speak TLS, and the authority that their clients trust.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTestAuthority } from '../support/certificates.ts'

export type CertificateFiles = { certFile: string; keyFile: string; ca: string }

export async function writeCertificate(folder: string): Promise<CertificateFiles> {
  const authority = createTestAuthority()
  const { certificatePem, keyPem } = authority.issue()
  const files = { certFile: join(folder, 'tls.crt'), keyFile: join(folder, 'tls.key'), ca: authority.caPem }
  await writeFile(files.certFile, certificatePem)
  await writeFile(files.keyFile, keyPem, { mode: 0o600 })
  return files
}
