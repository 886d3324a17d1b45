// CSV as spreadsheets take it: a byte order mark so that Excel reads UTF-8, CRLF (RFC 4180), and no cell that a spreadsheet would run.
import { stringify } from 'csv-stringify/sync'

export type CsvCell = string | number | null

export const csvStart = '\uFEFF'

/** Lines for these rows. A cell that begins like a formula gets an apostrophe in front (OWASP, CSV Injection). */
export function toCsv(rows: readonly (readonly CsvCell[])[]): string {
  return stringify(
    rows.map((row) => row.map((cell) => cell ?? '')),
    { escape_formulas: true, record_delimiter: '\r\n', quoted_string: true },
  )
}
