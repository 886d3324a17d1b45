// A certificate authority for one test, and certificates for localhost and 127.0.0.1 signed by it, good for either end.
import { randomBytes } from 'node:crypto'
import forge from 'node-forge'

export type TestAuthority = {
  caPem: string
  /** By default for localhost and 127.0.0.1. */
  issue(names?: { dns?: string[]; addresses?: string[] }): { certificatePem: string; keyPem: string }
}

export function createTestAuthority(name = 'MOTP test authority'): TestAuthority {
  const keys = forge.pki.rsa.generateKeyPair(2048)
  const subject = [{ name: 'commonName', value: name }]
  const authority = makeCertificate(keys.publicKey, subject, subject)
  authority.setExtensions([
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, critical: true },
  ])
  authority.sign(keys.privateKey, forge.md.sha256.create())

  return {
    caPem: forge.pki.certificateToPem(authority),
    issue({ dns = ['localhost'], addresses = ['127.0.0.1'] } = {}) {
      const serverKeys = forge.pki.rsa.generateKeyPair(2048)
      const certificate = makeCertificate(serverKeys.publicKey, [{ name: 'commonName', value: 'localhost' }], subject)
      certificate.setExtensions([
        {
          name: 'subjectAltName',
          altNames: [...dns.map((value) => ({ type: 2, value })), ...addresses.map((ip) => ({ type: 7, ip }))],
        },
        { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
      ])
      certificate.sign(keys.privateKey, forge.md.sha256.create())
      return { certificatePem: forge.pki.certificateToPem(certificate), keyPem: forge.pki.privateKeyToPem(serverKeys.privateKey) }
    },
  }
}

function makeCertificate(
  publicKey: forge.pki.PublicKey,
  subject: forge.pki.CertificateField[],
  issuer: forge.pki.CertificateField[],
): forge.pki.Certificate {
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = publicKey
  certificate.serialNumber = `01${randomBytes(8).toString('hex')}`
  certificate.validity.notBefore = new Date(Date.now() - 3_600_000)
  certificate.validity.notAfter = new Date(Date.now() + 86_400_000)
  certificate.setSubject(subject)
  certificate.setIssuer(issuer)
  return certificate
}
