// Debian's radclient as the device in front of the RADIUS server: sends one request and tells what came back.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { requireProgram } from './require-program.ts'

export type RadclientRequest = {
  port: number
  secret: string
  kind?: 'auth' | 'status'
  /** `User-Name = "x"`, one each, as in FreeRADIUS's dictionaries; `Message-Authenticator = 0x00` asks for a computed one. */
  attributes: readonly string[]
  timeoutSeconds?: number
  /** How often the same bytes are sent at most. */
  tries?: number
}

export type RadclientAnswer = {
  /** `Access-Accept` …; undefined when nothing came that it takes as an answer. */
  kind: string | undefined
  /** Lines as printed under the reply: `Reply-Message = "…"`. */
  attributes: string[]
  output: string
}

export async function runRadclient(request: RadclientRequest): Promise<RadclientAnswer> {
  const { port, secret, kind = 'auth', attributes, timeoutSeconds = 3, tries = 1 } = request
  const args = ['-x', '-t', String(timeoutSeconds), '-r', String(tries), `127.0.0.1:${port}`, kind, secret]
  const child = spawn(requireProgram('radclient'), args, { stdio: ['pipe', 'pipe', 'pipe'] })
  const ended = once(child, 'close')
  child.stdin.end(`${attributes.join('\n')}\n`)
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  await ended
  const [, replyKind, rest = ''] = /^Received (\S+) .*\n((?:\t.*\n)*)/m.exec(out) ?? []
  return { kind: replyKind, attributes: rest.split('\n').flatMap((line) => line.trim() || []), output: out + errors }
}
