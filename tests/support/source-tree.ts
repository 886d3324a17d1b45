// Reads who imports whom out of source text, for the architecture test. Knows our import style, not all of JavaScript.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** Path from the root of the clone -> text. */
export type SourceTree = ReadonlyMap<string, string>

/** `to` is a path from the root, or `node:x`, or `npm:x` (module or package, without its subpath). */
export type Import = { from: string; to: string; specifier: string; isType: boolean }

const sourceFile = /\.tsx?$/
const skippedFolders = new Set(['node_modules', 'dist', 'test-results'])

export function readSourceTree(root: string, folders: readonly string[]): SourceTree {
  const tree = new Map<string, string>()
  const read = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory() && !skippedFolders.has(entry.name)) read(path)
      if (entry.isFile() && sourceFile.test(entry.name)) tree.set(path, readFileSync(join(root, path), 'utf8'))
    }
  }
  for (const folder of folders) read(folder)
  return tree
}

const staticImport = /^[ \t]*(?:import|export)\s+(type\s+)?(?:[\w*{][^'"`;]*?\sfrom\s+)?'([^']+)'/gm
const dynamicImport = /\bimport\(\s*'([^']+)'/g
const workerUrl = /new URL\(\s*'(\.[^']+\.tsx?)',\s*import\.meta\.url/g

export function listImports(tree: SourceTree): Import[] {
  return [...tree].flatMap(([from, text]) => [
    ...[...text.matchAll(staticImport)].map(([, type, specifier = '']) => toImport(from, specifier, type !== undefined)),
    ...[...text.matchAll(dynamicImport), ...text.matchAll(workerUrl)].map(([, specifier = '']) => toImport(from, specifier, false)),
  ])
}

function toImport(from: string, specifier: string, isType: boolean): Import {
  return { from, to: resolve(from, specifier.replace(/\?.*$/, '')), specifier, isType }
}

function resolve(from: string, specifier: string): string {
  if (specifier.startsWith('.')) return normalize(join(dirname(from), specifier))
  if (specifier.startsWith('node:')) return specifier.replace(/\/.*$/, '')
  const ours = /^@motp\/(shared|server|tests)\/(.+)$/.exec(specifier)
  if (!ours) return `npm:${specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')}`
  const [, part, path = ''] = ours
  const file = part === 'tests' ? `tests/${path}` : `${part}/src/${path}`
  return /\.\w+$/.test(file) ? file : `${file}.ts`
}

/** The first circle among `edges`, as the names along it; undefined when there is none. */
export function findCycle(edges: readonly (readonly [string, string])[]): string[] | undefined {
  const next = Map.groupBy(edges, ([from]) => from)
  const done = new Set<string>()
  const visit = (name: string, trail: readonly string[]): string[] | undefined => {
    if (trail.includes(name)) return [...trail.slice(trail.indexOf(name)), name]
    if (done.has(name)) return undefined
    for (const [, to] of next.get(name) ?? []) {
      const cycle = visit(to, [...trail, name])
      if (cycle) return cycle
    }
    done.add(name)
    return undefined
  }
  for (const name of next.keys()) {
    const cycle = visit(name, [])
    if (cycle) return cycle
  }
  return undefined
}
