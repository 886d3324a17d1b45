// The seed inside an `otpauth://` URI, in groups of four for typing by hand.

export function readOtpauthSecret(uri: string): string {
  const secret = new URL(uri).searchParams.get('secret') ?? ''
  return secret.replaceAll(/(.{4})(?=.)/g, '$1 ')
}
