// One operation on one connection of its own: connect, bind, work, unbind; over at the signal, wherever the server hangs.
import type { Socket } from 'node:net'
import { Client, PasswordPolicyControl, ResultCodeError } from 'ldapts'
import type { BindResult } from './bind-refusal.ts'
import { type LdapServer, openLdapSocket } from './ldap-socket.ts'

/** Rejects with what `work` throws, with the connection's error, or with the signal's reason. */
export async function withLdapClient<T>(server: LdapServer, signal: AbortSignal, work: (client: Client) => Promise<T>): Promise<T> {
  const sockets: Socket[] = []
  const keep = (socket: Socket) => {
    // A socket that fails after it was given up must not end the process.
    socket.on('error', () => undefined)
    sockets.push(socket)
    if (signal.aborted) socket.destroy()
  }
  try {
    return await Promise.race([run(server, keep, work), rejectOnAbort(signal)])
  } finally {
    for (const socket of sockets) socket.destroy()
  }
}

export type Login = { dn: string; password: string; asksPasswordPolicy: boolean }

/** The answer to a simple bind as a value; throws only when the connection fails. */
export async function bindAs(client: Client, { dn, password, asksPasswordPolicy }: Login): Promise<BindResult> {
  const policy = new PasswordPolicyControl()
  try {
    await client.bind(dn, password, asksPasswordPolicy ? policy : [])
    return { code: 0, diagnostic: '', policyError: policy.value?.error }
  } catch (error) {
    if (!(error instanceof ResultCodeError)) throw error
    return { code: error.code, diagnostic: error.message, policyError: policy.value?.error }
  }
}

async function run<T>(server: LdapServer, keep: (socket: Socket) => void, work: (client: Client) => Promise<T>): Promise<T> {
  const sockets = [await openLdapSocket(server, keep)]
  const client = new Client({
    // The library only learns that it speaks LDAP: the socket it gets is encrypted already, and there is never a second one.
    url: 'ldap://established',
    createConnection: () => {
      const socket = sockets.pop()
      if (!socket) throw new Error('connection lost')
      return socket
    },
  })
  const result = await work(client)
  await client.unbind()
  return result
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = () => reject(signal.reason)
    if (signal.aborted) fail()
    else signal.addEventListener('abort', fail, { once: true })
  })
}
