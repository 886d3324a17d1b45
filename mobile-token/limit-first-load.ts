// Vite plugin: the build fails when the JavaScript of the first load (entry and its static imports) outgrows its budget.
import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

type Chunk = { fileName: string; code: string; isEntry: boolean; imports: readonly string[] }

export function limitFirstLoad({ maxGzipBytes }: { maxGzipBytes: number }): Plugin {
  return {
    name: 'limit-first-load',
    generateBundle(_, bundle) {
      const chunks = new Map<string, Chunk>()
      for (const output of Object.values(bundle)) if (output.type === 'chunk') chunks.set(output.fileName, output)
      const bytes = [...reachable(chunks)].reduce((sum, chunk) => sum + gzipSync(chunk.code).length, 0)
      const sentence = `first load ${(bytes / 1000).toFixed(1)} kB gzip of ${maxGzipBytes / 1000} kB`
      if (bytes > maxGzipBytes) this.error(`Token app too large: ${sentence}`)
      this.info(sentence)
    },
  }
}

function reachable(chunks: Map<string, Chunk>): Set<Chunk> {
  const found = new Set<Chunk>()
  const waiting = [...chunks.values()].filter((chunk) => chunk.isEntry)
  for (let chunk = waiting.pop(); chunk !== undefined; chunk = waiting.pop()) {
    if (found.has(chunk)) continue
    found.add(chunk)
    for (const name of chunk.imports) {
      const next = chunks.get(name)
      if (next) waiting.push(next)
    }
  }
  return found
}
