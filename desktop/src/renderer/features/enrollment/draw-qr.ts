// A QR text as one SVG path. Loads the drawing library when first needed. ISO/IEC 18004: level M, four modules of quiet zone.
export type QrDrawing = {
  /** Width of the drawing in modules, quiet zone included. */
  modules: number
  /** SVG path data, one unit a module. */
  path: string
}

export const quietZone = 4

export async function drawQr(text: string): Promise<QrDrawing> {
  const { create } = await import('qrcode')
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  return { modules: modules.size + 2 * quietZone, path: traceModules(modules.size, (row, column) => modules.get(row, column) === 1) }
}

/** One rectangle for each run of dark modules in a row. */
export function traceModules(size: number, isDark: (row: number, column: number) => boolean): string {
  const runs: string[] = []
  for (let row = 0; row < size; row += 1) {
    for (let start = 0; start < size; start += 1) {
      let end = start
      while (end < size && isDark(row, end)) end += 1
      if (end > start) runs.push(`M${start + quietZone} ${row + quietZone}h${end - start}v1h-${end - start}z`)
      start = end
    }
  }
  return runs.join('')
}
