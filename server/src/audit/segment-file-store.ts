// The files of segments. A line holds a thousand events: JSON lines, compressed, sealed under the file's own key and bound to its place.
// Written and read a line at a time, so that memory stays the same however long the trail is.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { Random } from '../ports.ts'
import { createSealKey, type SealKey, sealUnder, unsealUnder } from '../seal/seal.ts'
import { auditSegmentLineContext } from '../seal/seal-context.ts'
import type { ChainedRecord } from './audit.ts'
import { ending, fileNameOf, type Segment, SegmentFault } from './segment.ts'

/** Behind the name of a file that no row of the database answers for yet. */
const unfinished = '.part'

const compress = promisify(gzip)
const decompress = promisify(gunzip)

type Named = Pick<Segment, 'firstSequence' | 'lastSequence' | 'id'>
export type Writing = { folder: string; key: Uint8Array; random: Random }

/** Durable when it resolves, under a name that says that it does not count yet. */
export async function writeSegmentFile(
  { folder, key, random }: Writing,
  segment: Named,
  pages: AsyncIterable<readonly ChainedRecord[]>,
): Promise<Pick<Segment, 'fileHash' | 'fileBytes'>> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, fileNameOf(segment) + unfinished)
  const sealKey = toSealKey(segment, key)
  const digest = createHash('sha256')
  const file = await open(path, 'wx', 0o600)
  let [index, fileBytes] = [0, 0]
  try {
    for await (const events of pages) {
      const text = events.map((event) => `${JSON.stringify(event)}\n`).join('')
      const line = `${sealUnder(sealKey, await compress(text), auditSegmentLineContext(segment.id, index), random)}\n`
      digest.update(line)
      await file.writeFile(line)
      index += 1
      fileBytes += line.length
    }
    await file.sync()
  } catch (error) {
    await file.close()
    // A full disk gets its room back.
    await rm(path, { force: true })
    throw error
  }
  await file.close()
  await syncFolder(folder)
  return { fileHash: digest.digest('hex'), fileBytes }
}

/** A row answers for it: from now on it is never removed. Done already is done. */
export async function finishSegmentFile(folder: string, segment: Named): Promise<void> {
  const path = join(folder, fileNameOf(segment))
  await rename(path + unfinished, path).catch(() => undefined)
  await syncFolder(folder)
}

/** Files that no row ever came to answer for; all that is in them is in the database. */
export async function removeAbandonedFiles(folder: string, keeps: Segment | undefined): Promise<void> {
  const kept = keeps && fileNameOf(keeps) + unfinished
  const names = await readdir(folder).catch(() => [])
  for (const name of names) if (name.endsWith(unfinished) && name !== kept) await rm(join(folder, name), { force: true })
}

export async function countSegmentFiles(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => [])
  return names.filter((name) => name.endsWith(ending) || name.endsWith(ending + unfinished)).length
}

export async function hasSegmentFile(folder: string, segment: Named): Promise<boolean> {
  return (await findPath(folder, segment)) !== undefined
}

/** Its events, as they were; throws SegmentFault when the file is not here, or not the one that was sealed. */
export async function* readSegmentFile(folder: string, segment: Segment, key: Uint8Array): AsyncGenerator<ChainedRecord[]> {
  const path = await findPath(folder, segment)
  if (path === undefined) throw new SegmentFault(segment.number, 'segment file missing')
  // As a whole first: a line that was added at the end would otherwise be the last to be noticed.
  if ((await hashFile(path)) !== segment.fileHash) throw new SegmentFault(segment.number, 'segment file changed')
  const sealKey = toSealKey(segment, key)
  const file = await open(path)
  let index = 0
  try {
    for await (const line of file.readLines()) {
      yield await openLine(sealKey, segment, { line, index })
      index += 1
    }
  } finally {
    await file.close()
  }
}

async function openLine(sealKey: SealKey, { id, number }: Segment, { line, index }: { line: string; index: number }) {
  try {
    const text = (await decompress(unsealUnder(sealKey, line, auditSegmentLineContext(id, index)))).toString('utf8')
    return text
      .trimEnd()
      .split('\n')
      .map((one) => JSON.parse(one) as ChainedRecord)
  } catch (cause) {
    throw new SegmentFault(number, 'segment file changed', { cause })
  }
}

function toSealKey({ id }: Pick<Named, 'id'>, key: Uint8Array): SealKey {
  return createSealKey(id, key)
}

/** Between the row and the new name of its file lies a moment in which a power cut may fall. */
async function findPath(folder: string, segment: Named): Promise<string | undefined> {
  const path = join(folder, fileNameOf(segment))
  for (const candidate of [path, path + unfinished]) {
    const found = await stat(candidate).catch(() => undefined)
    if (found?.isFile()) return candidate
  }
  return undefined
}

async function hashFile(path: string): Promise<string> {
  const digest = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) digest.update(chunk as Buffer)
  return digest.digest('hex')
}

/** A new name in a folder is durable when the folder is. */
async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders; there names are durable by themselves.
  if (process.platform === 'win32') return
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
