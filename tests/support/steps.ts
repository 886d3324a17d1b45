// Steps that many journeys share, through the API as the console and the phone take them.
import { confirmEnrollment, type StartedEnrollment, startEnrollment } from '@motp/shared/protocol/enrollments'
import { addProof, mailCode } from '@motp/shared/protocol/session'
import { listTokens, type Token } from '@motp/shared/protocol/tokens'
import type { ConsoleClient } from './console-client.ts'
import { type RegisteredPhone, scanQr } from './fake-phone.ts'
import { readMailedCode, waitForDemoMail } from './trial-inbox.ts'

type Started<Mode> = Extract<StartedEnrollment, { mode: Mode }>

export async function onlyToken(client: ConsoleClient): Promise<Token> {
  const { tokens } = await client.call(listTokens, {})
  const [token, ...others] = tokens
  if (!token || others.length > 0) throw new Error(`expected one token, found ${tokens.length}`)
  return token
}

export async function start<Mode extends 'online' | 'offline'>(client: ConsoleClient, tokenId: string, mode: Mode): Promise<Started<Mode>> {
  const started = await client.call(startEnrollment, { params: { tokenId }, body: { mode } })
  if (started.mode !== mode) throw new Error(`asked for ${mode}, got ${started.mode}`)
  return started as Started<Mode>
}

/** Types the code that the phone shows; answers the active token. */
export async function confirm(client: ConsoleClient, enrollmentId: string, phone: RegisteredPhone): Promise<Token> {
  const confirmed = await client.call(confirmEnrollment, { params: { enrollmentId }, body: { code: await phone.showCode() } })
  if (confirmed.outcome !== 'active') throw new Error(`the code was not accepted: ${confirmed.outcome}`)
  return confirmed.token
}

export async function registerOnline(client: ConsoleClient): Promise<{ phone: RegisteredPhone; token: Token }> {
  const slot = await onlyToken(client)
  const started = await start(client, slot.id, 'online')
  const phone = await scanQr(started.qr)
  return { phone, token: await confirm(client, started.id, phone) }
}

/** The second proof beside the password: a code mailed to the directory's address. `count`: how many such mails there will be by then. */
export async function proveByMail(client: ConsoleClient, origin: string, count = 1): Promise<void> {
  await client.call(mailCode, {})
  const mail = await waitForDemoMail(origin, '驗證碼', count)
  await client.call(addProof, { body: { kind: 'mailed-code', value: readMailedCode(mail) } })
}
