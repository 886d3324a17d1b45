// What a release of this program is, and the signature that makes it one: Ed25519 over the exact bytes, by a key that only IT holds.
// The operating system's own signatures are checked besides, where they exist (Authenticode, Apple).
import { createPublicKey, verify } from 'node:crypto'
import { z } from 'zod'

const releaseSchema = z.strictObject({
  version: z.string().regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/),
  /** A release for another system, laid down in the wrong place, is refused. */
  platform: z.enum(['win32', 'darwin', 'linux']),
  releasedAt: z.iso.datetime(),
  /** Names of files in the same folder; nothing that could lead elsewhere. */
  files: z
    .array(
      z.strictObject({
        name: z.string().regex(/^\w[\w .-]{0,99}$/),
        sha512: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
        size: z.number().int().positive(),
      }),
    )
    .min(1),
})
export type Release = z.infer<typeof releaseSchema>

export const signedReleaseSchema = z.strictObject({ payload: z.base64(), signature: z.base64() })

/** Name of the signed description in the company's folder. */
export function releaseFile(platform: NodeJS.Platform): string {
  return `release-${platform}.json`
}

/** Throws a reason when it is not a release for this system by the owner of the key. */
export function readRelease(text: string, { publicKey, platform }: { publicKey: string; platform: NodeJS.Platform }): Release {
  const { payload, signature } = signedReleaseSchema.parse(JSON.parse(text))
  const bytes = Buffer.from(payload, 'base64')
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey, 'base64').toString('base64url') },
    format: 'jwk',
  })
  if (!verify(null, bytes, key, Buffer.from(signature, 'base64'))) throw new Error('the release is not signed by the company’s key')
  const release = releaseSchema.parse(JSON.parse(bytes.toString('utf8')))
  if (release.platform !== platform) throw new Error(`the release is for ${release.platform}`)
  return release
}
