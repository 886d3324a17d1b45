// Draws the PNG icons from public/icons/icon.svg with a Chromium: pnpm run icons [path of the browser]. Run after changing the SVG.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const browser = process.argv[2] ?? '/usr/bin/chromium'
const icons = join(import.meta.dirname, 'public/icons')
const svg = readFileSync(join(icons, 'icon.svg'), 'utf8')
// Systems cut maskable and iOS icons themselves: a full square of colour, the drawing inside the safe middle.
const square = svg.replace('rx="116"', '')

draw({ file: 'icon-192.png', size: 192, image: svg })
draw({ file: 'icon-512.png', size: 512, image: svg })
draw({ file: 'icon-maskable-512.png', size: 512, image: square })
draw({ file: 'apple-touch-icon.png', size: 180, image: square })

function draw({ file, size, image }: { file: string; size: number; image: string }): void {
  const page = join(mkdtempSync(join(tmpdir(), 'icon-')), 'icon.html')
  const style = `html,body{margin:0;background:transparent;overflow:hidden}svg{display:block;width:${size}px;height:${size}px}`
  writeFileSync(page, `<!doctype html><style>${style}</style>${image}`)
  execFileSync(
    browser,
    [
      '--headless',
      '--no-sandbox',
      '--hide-scrollbars',
      '--default-background-color=00000000',
      `--window-size=${size},${size}`,
      `--screenshot=${join(icons, file)}`,
      `file://${page}`,
    ],
    { stdio: 'ignore' },
  )
}
