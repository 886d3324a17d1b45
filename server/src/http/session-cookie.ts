// The session cookie. Over https it carries the __Host- prefix (RFC 6265bis 4.1.3); the trial on http://localhost cannot, since not every browser
// takes a Secure cookie there.
import type { CookieOptions, Request, Response } from 'express'

export type SessionCookie = {
  read(): string | undefined
  set(secret: string): void
  clear(): void
}

export function createSessionCookie(request: Request, response: Response): SessionCookie {
  const name = request.secure ? '__Host-motp' : 'motp'
  const options: CookieOptions = { httpOnly: true, secure: request.secure, sameSite: 'strict', path: '/' }
  return {
    read: () => readCookie(request.get('cookie') ?? '', name),
    set: (secret) => void response.cookie(name, secret, options),
    clear: () => void response.clearCookie(name, options),
  }
}

function readCookie(header: string, name: string): string | undefined {
  const pair = header.split(';').find((part) => part.trim().startsWith(`${name}=`))
  return pair?.trim().slice(name.length + 1)
}
