// Files of accounts as people really save them, and as nobody should.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAccountFile } from './read-account-file.ts'

const limit = 100_000
const utf8 = (text: string) => new TextEncoder().encode(text)
const read = (text: string) => readAccountFile(utf8(text), limit)
const accounts = async (rows: ReturnType<typeof readAccountFile>) =>
  (await rows)?.map(({ account, fault }) => (fault ? `${account}!${fault}` : account))

describe('a file of accounts', () => {
  test.each([
    ['with commas', 'account,name\nTW01,Ada\nTW02,Bob\n'],
    ['with semicolons and CRLF', 'name;account\r\nAda;TW01\r\nBob;TW02\r\n'],
    ['with tabs, a byte order mark and a Chinese header', '\uFEFF帳號\t姓名\nTW01\t王小明\nTW02\t李小華'],
    ['with quotes, blank lines and full-width letters', 'Account\n\n"TW01"\n\nＴＷ０２\n\n'],
  ])('%s is read', async (_, text) => expect(await accounts(read(text))).toEqual(['TW01', 'TW02']))

  test('in Big5 or UTF-16, as spreadsheets save it, is read', async () => {
    // 帳號,姓名 / TW01,王 in Big5
    const big5 = new Uint8Array([0xb1, 0x62, 0xb8, 0xb9, 0x2c, 0xa9, 0x6d, 0xa6, 0x57, 0x0a, ...utf8('TW01,'), 0xa4, 0xfd, 0x0a])
    expect(await accounts(readAccountFile(big5, limit))).toEqual(['TW01'])
    const utf16 = new Uint8Array([0xff, 0xfe, ...new Uint8Array(Buffer.from('帳號\nTW01\n', 'utf16le'))])
    expect(await accounts(readAccountFile(utf16, limit))).toEqual(['TW01'])
  })

  test('tells what is wrong, line by line, with the number of the line', async () => {
    const rows = await read('account,name\nTW01,a\n,b\ntw01,c\n=HYPERLINK("x"),d\n+1,\n-1,\n@x,\nTW02,e,f\n')
    expect(rows?.map(({ position, fault }) => [position, fault])).toEqual([
      ...[
        [2, undefined],
        [3, 'line-empty'],
        [4, 'line-duplicate'],
      ],
      ...[
        [5, 'line-broken'],
        [6, 'line-formula'],
        [7, 'line-formula'],
        [8, 'line-formula'],
        [9, 'line-broken'],
      ],
    ])
    expect((await read(`account\n${'x'.repeat(300)}\n`))?.[0]?.fault).toBe('line-too-long')
    expect((await read('account\nTW\u000001\n'))?.[0]).toMatchObject({ account: 'TW\uFFFD01', fault: 'line-broken' })
  })

  test('one line in broken characters is that line alone', async () => {
    const bytes = new Uint8Array([...utf8('account,name\nTW01,王小明\nTW02,'), 0xff, ...utf8('\nTW03,李小華\n')])
    expect(await accounts(readAccountFile(bytes, limit))).toEqual(['TW01', 'TW02!line-encoding', 'TW03'])
    const plain = new Uint8Array([...utf8('account\nTW01\nTW'), 0xff, ...utf8('02\nTW03\n')])
    expect((await accounts(readAccountFile(plain, limit)))?.map((account) => account.endsWith('!line-encoding'))).toEqual([
      false,
      true,
      false,
    ])
  })

  test('without a column of accounts, with a quote left open, or too long, is none', async () => {
    for (const text of ['', 'name\nAda\n', 'TW01\nTW02\n', 'account\n"TW01\nTW02\n', '\u0000\u0001'])
      expect(await read(text)).toBeUndefined()
    expect(await readAccountFile(utf8('account\na\nb\nc\n'), 2)).toBeUndefined()
  })

  test('of 100,000 lines with duplicates and formulas is read within seconds, and others get their turns', async () => {
    const text = Array.from({ length: limit }, (_, index) => (index % 10 === 0 ? '=1+1' : index % 10 === 1 ? 'TW1' : `TW${index}`)).join(
      '\n',
    )
    const started = performance.now()
    let turns = 0
    const counting = setInterval(() => {
      turns += 1
    })
    const rows = await read(`account\n${text}`)
    expect(rows).toHaveLength(limit)
    expect(rows?.filter(({ fault }) => fault === 'line-formula')).toHaveLength(10_000)
    expect(rows?.filter(({ fault }) => fault === 'line-duplicate')).toHaveLength(9_999)
    clearInterval(counting)
    expect(turns).toBeGreaterThan(10)
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  test('of any bytes never throws, and a row is an account or a fault', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const rows = (await readAccountFile(new Uint8Array([...utf8('account\n'), ...bytes]), limit)) ?? []
        return rows.every(({ account, fault }) => fault !== undefined || account !== '')
      }),
    )
  })
})
