// The load, as a process of its own: requests over kept-open connections, one at a time on each, written and read by hand so that the
// generator costs less than what it measures. Every answer is checked: it must be an acceptance.
import { connect, type Socket } from 'node:net'

/** `ports`: connections are spread over them. `requests`: body of each, sent once. */
export type Load = { ports: readonly number[]; connections: number; key: string; requests: readonly { user: string; code: string }[] }
export type LoadReport = { requests: number; accepted: number; perSecond: number; p50Ms: number; p99Ms: number; firstRefusal?: string }

process.once('message', (load: Load) => {
  void run(load).then((report) => {
    process.send?.(report)
    process.disconnect()
  })
})
process.send?.('ready')

async function run({ ports, connections, key, requests }: Load): Promise<LoadReport> {
  const messages = requests.map((request) => format(key, request))
  const sockets = await Promise.all(Array.from({ length: connections }, (_, index) => open(ports[index % ports.length] ?? 0)))
  // A busy server takes new connections one by one, turn by turn: all are in before the time counts.
  await Promise.all(sockets.map((socket) => ask(socket, 'GET /api/v1/verify HTTP/1.1\r\nhost: bench\r\n\r\n')))
  const times: number[] = []
  let next = 0
  let accepted = 0
  let firstRefusal: string | undefined
  const began = performance.now()
  const work = async (socket: Socket): Promise<void> => {
    for (let message = messages[next++]; message; message = messages[next++]) {
      const sentAt = performance.now()
      const answer = await ask(socket, message)
      times.push(performance.now() - sentAt)
      if (answer.includes('"accepted":true')) accepted += 1
      else firstRefusal ??= answer
    }
    socket.destroy()
  }
  await Promise.all(sockets.map(work))
  const seconds = (performance.now() - began) / 1000
  times.sort((a, b) => a - b)
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0
  const report = { requests: times.length, accepted, perSecond: times.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99) }
  return firstRefusal === undefined ? report : { ...report, firstRefusal }
}

function format(key: string, request: { user: string; code: string }): string {
  const body = JSON.stringify(request)
  const headers = ['host: bench', `authorization: Bearer ${key}`, 'content-type: application/json', `content-length: ${body.length}`]
  return `POST /api/v1/verify HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n${body}`
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket))
    socket.setNoDelay(true).setEncoding('latin1').once('error', reject)
  })
}

/** Resolves with the whole answer: headers, and as much body as they announce. */
function ask(socket: Socket, message: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const read = (chunk: string) => {
      text += chunk
      const end = text.indexOf('\r\n\r\n')
      if (end < 0) return
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0)
      if (text.length < end + 4 + length) return
      socket.off('data', read).off('close', fail)
      resolve(text)
    }
    const fail = () => reject(new Error('the server closed a connection'))
    socket.on('data', read).once('close', fail)
    socket.write(message)
  })
}
