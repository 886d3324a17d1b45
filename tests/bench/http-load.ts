// The load over HTTP and HTTPS, as a process of its own: kept-open connections, written and read by hand, one write and one look at the
// answer's bytes a request, so that the generator costs less than what it measures.
import { connect, type OnReadOpts, type Socket, type TcpNetConnectOpts } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { type Credential, type Generator, type Lane, type Load, serveParent } from './load-line.ts'

const host = '127.0.0.1'
const markers = { accepted: '"accepted":true', refused: '"reason":"mismatch"' }
const closingBrace = 0x7d

serveParent(async ({ ports, lanes, key, ca, expects }: Load): Promise<Generator> => {
  const marker = markers[expects]
  const opened = await Promise.all(
    Array.from({ length: lanes }, (_, index) => openLane({ port: ports[index % ports.length] ?? 0, ca, marker })),
  )
  const format = (content: object) => formatRequest(key, JSON.stringify(content))
  // A busy server takes new connections one by one, turn by turn: all are in before the time counts. A question without content is refused.
  await Promise.all(opened.map((lane) => new Promise<void>((resolve) => lane.ask(format({}), () => resolve()))))
  return { lanes: opened, format: (credential: Credential) => format(credential) }
})

function formatRequest(key: string, body: string): Buffer {
  const headers = ['host: bench', `authorization: Bearer ${key}`, 'content-type: application/json', `content-length: ${body.length}`]
  return Buffer.from(`POST /api/v1/verify HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n${body}`, 'latin1')
}

/** Every answer is one JSON object with no object in it, or one error: it is complete with its closing brace. */
async function openLane({ port, ca, marker }: { port: number; ca: string | undefined; marker: string }): Promise<Lane> {
  const buffer = Buffer.alloc(16_384)
  let done: (surprise?: string) => void = () => undefined
  let begun = ''
  const read = (length: number): boolean => {
    const isComplete = buffer[length - 1] === closingBrace
    // The usual case, without a copy. Behind `length` stand remains of longer answers.
    const at = isComplete && begun === '' ? buffer.indexOf(marker) : -1
    if (at >= 0 && at < length) {
      done()
      return true
    }
    begun += buffer.toString('latin1', 0, length)
    if (!isComplete) return true
    const answer = begun
    begun = ''
    done(answer.includes(marker) ? undefined : answer)
    return true
  }
  const socket = await openSocket({ host, port, onread: { buffer, callback: read } }, ca)
  socket.setNoDelay(true)
  socket.once('close', () => {
    throw new Error(`the server closed a connection within "${begun}"`)
  })
  return {
    ask(message, whenDone) {
      done = whenDone
      socket.write(message)
    },
  }
}

function openSocket(options: TcpNetConnectOpts & { onread: OnReadOpts }, ca: string | undefined): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket: Socket = ca ? connectTls({ ...options, ca }, () => resolve(socket)) : connect(options, () => resolve(socket))
    socket.once('error', reject)
  })
}
