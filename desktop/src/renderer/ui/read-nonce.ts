// The CSP nonce of this page, written into a meta tag by the server.

export function readNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
}
