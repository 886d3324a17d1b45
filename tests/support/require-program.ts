// Finds a program that a test runs as a real counterpart (slapd, postgres, oathtool …); a missing one fails the test, it never skips it.
import { accessSync, constants, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Program -> Debian package that brings it; scripts/install-test-programs.ts installs these. */
export const debianPackages = {
  slapd: 'slapd',
  ldapadd: 'ldap-utils',
  postgres: 'postgresql',
  initdb: 'postgresql',
  oathtool: 'oathtool',
  chromium: 'chromium',
  radclient: 'freeradius-utils',
  freeradius: 'freeradius',
} as const satisfies Record<string, string>

export type Program = keyof typeof debianPackages

/** Full path of `program`, or undefined. Looks in PATH, in the sbin folders and where Debian puts PostgreSQL's own programs. */
export function findProgram(program: Program): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', ...postgresFolders()]
  return folders
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, program))
    .find(isExecutable)
}

/** Full path of `program`; throws a sentence naming the package to install. */
export function requireProgram(program: Program): string {
  const path = findProgram(program)
  if (path === undefined) throw new Error(`${program} is missing: install the package ${debianPackages[program]}`)
  return path
}

/** `/usr/lib/postgresql/<version>/bin`, newest first. */
function postgresFolders(): string[] {
  const root = '/usr/lib/postgresql'
  try {
    return readdirSync(root)
      .toSorted((a, b) => Number(b) - Number(a))
      .map((version) => join(root, version, 'bin'))
  } catch {
    return []
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
