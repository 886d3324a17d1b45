// Issues the X.509 certificates of the local authority (RFC 5280). node-forge only writes them; reading and judging is node:crypto's work.
import { generateKeyPair, randomBytes, X509Certificate } from 'node:crypto'
import { promisify } from 'node:util'
import forge from 'node-forge'
import { isPrivateAddress } from './lan-address.ts'

/** PEM. */
export type CertificateAndKey = { certificate: string; key: string }
export type Validity = { from: number; to: number }
export type ServerNames = { dnsNames: readonly string[]; addresses: readonly string[] }

const generateKeys = promisify(generateKeyPair)

/** `addresses`: those beyond the private networks for which the authority may speak as well. */
export async function issueAuthority(
  commonName: string,
  validity: Validity,
  addresses: readonly string[] = [],
): Promise<CertificateAndKey> {
  const { certificate, key, privateKey } = await draft(commonName, validity)
  certificate.setIssuer(certificate.subject.attributes)
  certificate.setExtensions([
    { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    { name: 'subjectKeyIdentifier' },
    limitToNetworks([...privateNetworks, ...addresses.map(asNetwork)]),
  ])
  certificate.sign(privateKey, forge.md.sha256.create())
  return { certificate: forge.pki.certificateToPem(certificate), key }
}

export async function issueServerCertificate(
  authority: CertificateAndKey,
  names: ServerNames,
  validity: Validity,
): Promise<CertificateAndKey> {
  const issuer = forge.pki.certificateFromPem(authority.certificate)
  const { certificate, key } = await draft(names.dnsNames[0] ?? 'localhost', validity)
  certificate.setIssuer(issuer.subject.attributes)
  certificate.setExtensions([
    { name: 'basicConstraints', cA: false },
    { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
    { name: 'extKeyUsage', serverAuth: true },
    { name: 'subjectKeyIdentifier' },
    { name: 'authorityKeyIdentifier', keyIdentifier: issuer.generateSubjectKeyIdentifier().getBytes() },
    {
      name: 'subjectAltName',
      altNames: [...names.dnsNames.map((value) => ({ type: 2, value })), ...names.addresses.map((ip) => ({ type: 7, ip }))],
    },
  ])
  certificate.sign(forge.pki.privateKeyFromPem(authority.key), forge.md.sha256.create())
  return { certificate: forge.pki.certificateToPem(certificate), key }
}

async function draft(commonName: string, validity: Validity) {
  const { privateKey: key } = await generateKeys('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const privateKey = forge.pki.privateKeyFromPem(key)
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = forge.pki.setRsaPublicKey(privateKey.n, privateKey.e)
  // RFC 5280 4.1.2.2: positive and unpredictable; the leading 01 keeps the sign bit clear.
  certificate.serialNumber = `01${randomBytes(15).toString('hex')}`
  certificate.validity.notBefore = new Date(validity.from)
  certificate.validity.notAfter = new Date(validity.to)
  certificate.setSubject([
    { name: 'organizationName', value: 'MOTP' },
    { name: 'commonName', value: commonName },
  ])
  return { certificate, key, privateKey }
}

/** Whether an authority of ours may speak for that address: by the bytes of its name constraints. */
export function mayCertify(authority: string, address: string): boolean {
  if (isPrivateAddress(address) || address.startsWith('127.')) return true
  return new X509Certificate(authority).raw.includes(Buffer.from(addressAndMask(asNetwork(address)), 'latin1'))
}

const privateNetworks = ['127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']
const asNetwork = (address: string) => `${address}/32`

/**
 * Name constraints (RFC 5280 4.2.1.10): a phone that trusts this authority trusts it for local addresses and names alone,
 * so that a stolen key of a trial site cannot stand in for a bank.
 */
function limitToNetworks(networks: readonly string[]) {
  const { asn1 } = forge
  const subtree = (tag: number, bytes: string) =>
    asn1.create(asn1.Class.UNIVERSAL, asn1.Type.SEQUENCE, true, [asn1.create(asn1.Class.CONTEXT_SPECIFIC, tag, false, bytes)])
  const subtrees = [
    ...['localhost', 'local'].map((name) => subtree(2, name)),
    ...networks.map((network) => subtree(7, addressAndMask(network))),
  ]
  const permitted = asn1.create(asn1.Class.CONTEXT_SPECIFIC, 0, true, subtrees)
  const value = asn1.create(asn1.Class.UNIVERSAL, asn1.Type.SEQUENCE, true, [permitted])
  return { id: '2.5.29.30', critical: true, value: asn1.toDer(value).getBytes() }
}

function addressAndMask(network: string): string {
  const [address = '', length] = network.split('/')
  const mask = (0xffffffff << (32 - Number(length))) >>> 0
  const maskBytes = [24, 16, 8, 0].map((shift) => (mask >>> shift) & 255)
  return String.fromCharCode(...address.split('.').map(Number), ...maskBytes)
}
