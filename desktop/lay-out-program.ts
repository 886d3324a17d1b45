// Lays the program out as it is packaged: both bundles, the console's build, one icon, and a package.json of its own.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

const source = import.meta.dirname

export function layOutProgram(folder: string): void {
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as { version: string }
  mkdirSync(folder, { recursive: true })
  for (const part of ['dist', 'dist-shell']) {
    // Dot files are notes of the build.
    cpSync(join(source, part), join(folder, part), { recursive: true, filter: (path) => !basename(path).startsWith('.') })
  }
  cpSync(join(source, 'icons/512x512.png'), join(folder, 'icons/512x512.png'))
  const description = {
    name: 'tpemotp',
    productName: 'TPEMOTP',
    version,
    description: 'One-time-password tokens of the company',
    author: 'IT',
    homepage: 'https://example.com/',
    license: 'UNLICENSED',
    type: 'module',
    main: 'dist-shell/main.js',
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(description, undefined, 2))
}
