// The CSP nonce of this page, written into a meta tag by the server.

/** Also told to the scroll lock of modal windows, whose library looks for it under the name that webpack made up. */
export function shareNonce(nonce: string): void {
  Object.assign(globalThis, { __webpack_nonce__: nonce })
}

export function readNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
}
