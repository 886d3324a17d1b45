import { expect, test } from 'vitest'
import { findFile } from './console-files.ts'

test.each([
  ['/', 'index.html'],
  ['/tokens/abc-1_2/online', 'index.html'],
  ['/favicon.svg', 'favicon.svg'],
  ['/assets/index-CexI-SRG.css', 'assets/index-CexI-SRG.css'],
])('%s is %s', (path, file) => expect(findFile(path)).toBe(file))

test.each([
  '/../x.js',
  '/assets/../../x.js',
  '/assets/..\\x.js',
  '/.built-from',
  '/assets/.x.js',
  '//host/x.js',
  '/a/b/c.js',
  '/x.js%00.html',
  '/C:x.js',
])('%s is nothing', (path) => expect(findFile(path)).toBeUndefined())
