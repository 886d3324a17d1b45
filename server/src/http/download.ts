// A file that is sent while it is made: however long it is, only a piece of it is in memory, and a slow reader slows the making.
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Response } from 'express'

export type Download = { fileName: string; type: 'text/csv' | 'application/json'; chunks: AsyncIterable<string> | Iterable<string> }

export async function sendDownload(response: Response, { fileName, type, chunks }: Download): Promise<void> {
  response.set({
    'content-type': `${type}; charset=utf-8`,
    'content-disposition': `attachment; filename="${fileName}"`,
    'cache-control': 'no-store',
  })
  // Fails when the reader goes away, which ends the making too; nobody is left to tell.
  await pipeline(Readable.from(inTurns(chunks)), response).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  })
}

/** Others are answered between two pieces: to a fast reader the making would never pause by itself. */
async function* inTurns(chunks: Download['chunks']): AsyncGenerator<string> {
  for await (const chunk of chunks) {
    yield chunk
    await nextTurn()
  }
}

/** A JSON array of these, an element a line. */
export async function* toJsonChunks(pages: AsyncIterable<readonly unknown[]>): AsyncGenerator<string> {
  let isEmpty = true
  for await (const page of pages) {
    if (page.length === 0) continue
    yield `${isEmpty ? '[' : ','}\n${page.map((item) => JSON.stringify(item)).join(',\n')}`
    isEmpty = false
  }
  yield isEmpty ? '[]\n' : '\n]\n'
}
