// Makes sure that the programs which the tests run as real counterparts are there: installs them on Debian as root, elsewhere names them.
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { debianPackages, findProgram, type Program } from '../tests/support/require-program.ts'

const isDebian = existsSync('/etc/debian_version')

/** No programs, so nothing fails without them: screenshots show boxes for Chinese, and the test of FreeRADIUS's rlm_rest is skipped. */
const debianFiles = {
  'fonts-noto-cjk': '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
  'freeradius-rest': '/usr/lib/freeradius/rlm_rest.so',
}

if (isDebian && process.getuid?.() === 0) install([...findMissingPackages(), ...findMissingFiles()])
// What counts is what is there: an apt-get that was interrupted may report success.
const missing = findMissingPackages()
if (missing.length > 0) {
  const packages = [...missing, ...findMissingFiles()].join(', ')
  console.error(`The tests need programs that are missing here. Debian's names of their packages: ${packages}.`)
  console.error('Install them, or run the tests as root on Debian, where they are installed by themselves.')
  process.exit(1)
}

function findMissingPackages(): string[] {
  const programs = Object.keys(debianPackages) as Program[]
  return [...new Set(programs.filter((program) => !findProgram(program)).map((program) => debianPackages[program]))]
}

function findMissingFiles(): string[] {
  return isDebian ? Object.entries(debianFiles).flatMap(([name, file]) => (existsSync(file) ? [] : [name])) : []
}

function install(packages: string[]): void {
  if (packages.length === 0) return
  console.log(`installing ${packages.join(', ')} …`)
  withoutServices(() => runAptGet('update') && runAptGet('install', '-y', '--no-install-recommends', ...packages))
}

function runAptGet(...args: string[]): boolean {
  const { status, stdout, stderr } = spawnSync('apt-get', ['-q', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    encoding: 'utf8',
  })
  if (status !== 0) console.error(`apt-get ${args.join(' ')} failed\n${stdout}\n${stderr}`)
  return status === 0
}

/** The tests start their own servers: a policy of "action forbidden" (101) keeps packages from starting theirs. */
function withoutServices(work: () => void): void {
  const policyFile = '/usr/sbin/policy-rc.d'
  if (existsSync(policyFile)) {
    work()
    return
  }
  // Ctrl+C is for apt-get; this process outlives it, to take the policy away again.
  process.once('SIGINT', () => undefined)
  writeFileSync(policyFile, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    work()
  } finally {
    rmSync(policyFile)
  }
}
