// Server-sent events (WHATWG HTML 9.2): each reply is one `data` line; a comment every 15 s keeps proxies from closing the connection.
import type { Request, Response } from 'express'

const heartbeatMs = 15_000
const streamHeaders = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' }

export async function streamEvents(
  request: Request,
  response: Response,
  run: (emit: (reply: unknown) => void, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const reader = new AbortController()
  request.on('close', () => reader.abort())
  response.on('close', () => reader.abort())
  const write = (text: string): void => {
    if (reader.signal.aborted) return
    // With the first event, not before: until then a refusal is an answer like any other.
    if (!response.headersSent) response.set(streamHeaders)
    response.write(text)
  }
  const heartbeat = setInterval(() => write(': still here\n\n'), heartbeatMs)
  try {
    await run((reply) => write(`data: ${JSON.stringify(reply)}\n\n`), reader.signal)
    response.end()
  } finally {
    clearInterval(heartbeat)
  }
}
