// A CSV of accounts as people save it: UTF-8, UTF-16 or Big5, with commas, semicolons or tabs. Each line becomes an account or a fault.
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { BulkFault } from '@motp/shared/protocol/bulk-fault'
import { type InfoRecord, parse } from 'csv-parse'

/** `position`: number of the line in the file, from 1; the header is one too. */
export type FileRow = { position: number; account: string; fault: BulkFault | undefined }

/** Names of the column that holds the account. */
const accountColumns = ['account', '帳號', '使用者帳號', 'user']
const maxAccountLength = 256
const maxCellShown = 100

/** Undefined: this is no such file. More lines than `limit` are none either. */
export async function readAccountFile(bytes: Uint8Array, limit: number): Promise<FileRow[] | undefined> {
  const records = await parseLines(decodeText(bytes), limit + 1)
  if (!records || records.length > limit + 1) return undefined
  const [header, ...lines] = records
  const column = header?.cells.findIndex((cell) => accountColumns.includes(cell.trim().toLowerCase())) ?? -1
  if (column < 0) return undefined
  const seen = new Set<string>()
  return lines.map(({ cells, position }) => judgeLine(cells, { column, width: header?.cells.length ?? 1, position, seen }))
}

type Place = { column: number; width: number; position: number; seen: Set<string> }

function judgeLine(cells: readonly string[], { column, width, position, seen }: Place): FileRow {
  const account = (cells[column] ?? '').normalize('NFKC').trim()
  const key = account.toLowerCase()
  const isRepeated = seen.has(key)
  seen.add(key)
  // PostgreSQL stores no NUL, and nobody sees the others.
  const shown = account.slice(0, maxCellShown).replaceAll(/\p{Cc}/gu, replacement)
  return { position, account: shown, fault: findFault(cells, { account, width, isRepeated }) }
}

function findFault(
  cells: readonly string[],
  { account, width, isRepeated }: { account: string; width: number; isRepeated: boolean },
): BulkFault | undefined {
  // A byte that is none of Big5 becomes a private character, which names may have and accounts have not.
  if (cells.some((cell) => cell.includes(replacement)) || /\p{Co}/u.test(account)) return 'line-encoding'
  if (cells.length > width) return 'line-broken'
  if (account === '') return 'line-empty'
  if (account.length > maxAccountLength || /[\p{Cc}"]/u.test(account))
    return account.length > maxAccountLength ? 'line-too-long' : 'line-broken'
  // No account begins so; a spreadsheet that opens the results would run it.
  if (/^[=+\-@]/.test(account)) return 'line-formula'
  return isRepeated ? 'line-duplicate' : undefined
}

const replacement = '\uFFFD'

/** What cannot be read becomes U+FFFD, and its line a fault. */
function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  // Excel in Taiwan saves Big5 unless it is told otherwise: whichever reads more of the file.
  const [asUtf8, asBig5] = ['utf-8', 'big5'].map((encoding) => new TextDecoder(encoding).decode(bytes)) as [string, string]
  return countUnread(asBig5) < countUnread(asUtf8) ? asBig5 : asUtf8
}

function countUnread(text: string): number {
  return text.split(replacement).length - 1
}

type Line = { cells: string[]; position: number }

const charactersPerSlice = 20_000

async function parseLines(text: string, limit: number): Promise<Line[] | undefined> {
  const [firstLine = ''] = text.split(/\r?\n/, 1)
  const delimiter = [',', ';', '\t'].toSorted((a, b) => firstLine.split(b).length - firstLine.split(a).length)[0] ?? ','
  const lines: Line[] = []
  const parser = parse({ bom: true, delimiter, relax_quotes: true, relax_column_count: true, skip_empty_lines: true, info: true })
  try {
    await pipeline(Readable.from(sliceInTurns(text)), parser, async (parsed: AsyncIterable<{ record: string[]; info: InfoRecord }>) => {
      for await (const { record, info } of parsed) if (lines.push({ cells: record, position: info.lines }) > limit) return
    })
  } catch {
    // A quote that nobody closes would swallow the rest of the file.
    return undefined
  }
  return lines
}

/** A long file is read in many turns: others are answered in between. */
async function* sliceInTurns(text: string): AsyncGenerator<string> {
  for (let start = 0; start < text.length; start += charactersPerSlice) {
    yield text.slice(start, start + charactersPerSlice)
    await nextTurn()
  }
}
