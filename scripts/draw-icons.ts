// Draws every PNG icon from the one SVG of its part with a Chromium: `node scripts/draw-icons.ts [path of the browser]`, after changing an SVG.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const browser = process.argv[2] ?? '/usr/bin/chromium'
const root = join(import.meta.dirname, '..')

const phone = readFileSync(join(root, 'mobile-token/public/icons/icon.svg'), 'utf8')
// Systems cut maskable and iOS icons themselves: a full square of colour, the drawing inside the safe middle.
const phoneSquare = phone.replace('rx="116"', '')
draw({ file: 'mobile-token/public/icons/icon-192.png', size: 192, image: phone })
draw({ file: 'mobile-token/public/icons/icon-512.png', size: 512, image: phone })
draw({ file: 'mobile-token/public/icons/icon-maskable-512.png', size: 512, image: phoneSquare })
draw({ file: 'mobile-token/public/icons/apple-touch-icon.png', size: 180, image: phoneSquare })

const console_ = readFileSync(join(root, 'desktop/public/favicon.svg'), 'utf8')
const consoleSquare = console_.replace('rx="8"', '')
draw({ file: 'desktop/public/icons/icon-192.png', size: 192, image: console_ })
draw({ file: 'desktop/public/icons/icon-512.png', size: 512, image: console_ })
draw({ file: 'desktop/public/icons/icon-maskable-512.png', size: 512, image: consoleSquare })
// The desktop program: Linux takes the set, Windows and macOS are made from the largest by electron-builder.
for (const size of [16, 24, 32, 48, 64, 128, 256, 512, 1024]) {
  draw({ file: `desktop/icons/${size}x${size}.png`, size, image: console_ })
}
// macOS icons stand in the middle of their square with a tenth of air around (Apple's icon grid).
draw({ file: 'desktop/icons/mac.png', size: 1024, image: console_, airPixels: 100 })

function draw({ file, size, image, airPixels = 0 }: { file: string; size: number; image: string; airPixels?: number }): void {
  const page = join(mkdtempSync(join(tmpdir(), 'icon-')), 'icon.html')
  const inner = size - 2 * airPixels
  const style = `html,body{margin:0;background:transparent;overflow:hidden}svg{display:block;margin:${airPixels}px;width:${inner}px;height:${inner}px}`
  writeFileSync(page, `<!doctype html><style>${style}</style>${image}`)
  mkdirSync(dirname(join(root, file)), { recursive: true })
  execFileSync(
    browser,
    [
      '--headless',
      '--no-sandbox',
      '--hide-scrollbars',
      '--default-background-color=00000000',
      `--window-size=${size},${size}`,
      `--screenshot=${join(root, file)}`,
      `file://${page}`,
    ],
    { stdio: 'ignore' },
  )
}
