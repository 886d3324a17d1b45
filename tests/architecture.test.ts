// The shape of the tree, checked: imports go only where the table allows, names and sizes stay within the rules.
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { findFeatureCycle, findForbiddenImports } from './support/import-rules.ts'
import { listImports, readSourceTree, type SourceTree } from './support/source-tree.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const tree = readSourceTree(root, ['shared/src', 'server/src', 'desktop/src', 'mobile-token/src', 'scripts', 'tests'])

const bannedNames = /^(utils?|helpers?|common|types?|constants?|index)\.tsx?$/
const maxLines = 300

const pathsWhere = (sources: SourceTree, isBad: (path: string, text: string) => boolean) =>
  [...sources].filter(([path, text]) => isBad(path, text)).map(([path]) => path)
const bannedNamesIn = (sources: SourceTree) => pathsWhere(sources, (path) => bannedNames.test(basename(path)))
const tooLongIn = (sources: SourceTree) => pathsWhere(sources, (_, text) => text.trimEnd().split('\n').length > maxLines)
const environmentReadersIn = (sources: SourceTree) =>
  pathsWhere(
    sources,
    (path, text) =>
      text.includes('process.env') && !/^(scripts|tests)\/|^(server\/src\/config|desktop\/src\/main\/start-options)\.ts$/.test(path),
  )

describe('the tree', () => {
  test('was found', () => expect(tree.size).toBeGreaterThan(50))
  test('imports only what the table allows', () => expect(findForbiddenImports(tree)).toEqual([]))
  test('has no circle of features', () => expect(findFeatureCycle(tree)).toBeUndefined())
  test('climbs at most two folders in an import', () => {
    expect(listImports(tree).filter(({ specifier }) => specifier.startsWith('../../..'))).toEqual([])
  })
  test('has no file with a name that says nothing', () => expect(bannedNamesIn(tree)).toEqual([]))
  test(`has no file over ${maxLines} lines`, () => expect(tooLongIn(tree)).toEqual([]))
  test('reads the environment in one file of the server and one of the desktop program', () =>
    expect(environmentReadersIn(tree)).toEqual([]))
})

// The checks themselves: each must fire on a planted violation.
describe.each([
  ['a pure rule that imports SQL', 'server/src/tokens/token.ts', "import { Kysely } from 'kysely'"],
  ['a store that imports another feature', 'server/src/tokens/token-store.ts', "import { seal } from '../notices/notice.ts'"],
  ['a service that imports another service', 'server/src/tokens/token-service.ts', "import { x } from '../notices/notice-service.ts'"],
  ['a route that imports SQL', 'server/src/tokens/token-routes.ts', "import type { Db } from '../database/database.ts'"],
  ['shared code that imports Node', 'shared/src/otp/totp.ts', "import { createHmac } from 'node:crypto'"],
  ['the protocol importing crypto', 'shared/src/protocol/tokens.ts', "import { totp } from '../otp/totp.ts'"],
  ['a part that imports another part', 'desktop/src/renderer/app/page.tsx', "import { x } from '@motp/server/users/user'"],
  ['a feature of the screen that imports another', 'mobile-token/src/features/codes/list.tsx', "import { x } from '../enroll/scan.ts'"],
  ['a renderer that imports Electron', 'desktop/src/renderer/ui/button.tsx', "import { ipcRenderer } from 'electron'"],
  ['a preload that imports main', 'desktop/src/preload/preload.ts', "import { x } from '../main/app-url.ts'"],
  ['main that imports the renderer', 'desktop/src/main/main.ts', "import { x } from '../renderer/ui/theme.ts'"],
  ['a vault that imports React', 'mobile-token/src/vault/vault.ts', "import { useState } from 'react'"],
  ['a file that no row knows', 'server/elsewhere/x.ts', "import { y } from './y.ts'"],
  ['a dynamic import', 'shared/src/encoding/hex.ts', "const { x } = await import('node:fs')"],
  ['a re-export', 'shared/src/encoding/hex.ts', "export { x } from '../otp/totp.ts'"],
])('%s', (_, path, text) => {
  test('is refused', () => expect(findForbiddenImports(new Map([[path, text]]))).toHaveLength(1))
})

test('a service may know the types of another service', () => {
  expect(
    findForbiddenImports(new Map([['server/src/tokens/token-service.ts', "import type { X } from '../notices/notice-service.ts'"]])),
  ).toEqual([])
})

test('planted circles, names, lengths and environment readers are found', () => {
  const planted = new Map([
    ['server/src/users/user-service.ts', "import type { X } from '../tokens/token.ts'\nprocess.env.X"],
    ['server/src/tokens/token-service.ts', "import type { Y } from '../users/user.ts'"],
    ['server/src/tokens/utils.ts', '\n'.repeat(maxLines + 1).concat('x')],
  ])
  expect(findFeatureCycle(planted)).toEqual(['server/src/users', 'server/src/tokens', 'server/src/users'])
  expect(bannedNamesIn(planted)).toEqual(['server/src/tokens/utils.ts'])
  expect(tooLongIn(planted)).toEqual(['server/src/tokens/utils.ts'])
  expect(environmentReadersIn(planted)).toEqual(['server/src/users/user-service.ts'])
})
