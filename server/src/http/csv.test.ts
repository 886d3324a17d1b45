// Files that leave: no cell that a spreadsheet would run, and a list of any length in pieces.
import { describe, expect, test } from 'vitest'
import { toCsv } from './csv.ts'
import { toJsonChunks } from './download.ts'

describe('CSV', () => {
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1＋1'])('a cell that begins like a formula is text: %j', (cell) => {
    const [, inside = ''] = /^"([\s\S]*)"\r\n$/.exec(toCsv([[cell]])) ?? []
    expect(inside).toBe(`'${cell}`)
  })

  test('quotes, commas and line ends stay within their cell, numbers are numbers, nothing is empty', () => {
    expect(toCsv([['a"b', 'c,d', 'e\nf', 5, null, '王小明']])).toBe('"a""b","c,d","e\nf",5,"","王小明"\r\n')
  })
})

describe('JSON', () => {
  const read = async (...pages: unknown[][]) => {
    const made = async function* () {
      yield* pages
    }
    let text = ''
    for await (const chunk of toJsonChunks(made())) text += chunk
    return JSON.parse(text) as unknown
  }

  test('of pages, empty ones among them, is one array', async () => {
    expect(await read()).toEqual([])
    expect(await read([])).toEqual([])
    expect(await read([], [1, 2], [], [3])).toEqual([1, 2, 3])
  })
})
