// Makes sure that the programs which the tests run as real counterparts are there: installs them on Debian as root, elsewhere names them.
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { debianPackages, findProgram, type Program } from '../tests/support/require-program.ts'

const missing = new Set(
  (Object.keys(debianPackages) as Program[]).filter((program) => !findProgram(program)).map((it) => debianPackages[it]),
)
const isDebian = existsSync('/etc/debian_version')
// Not a program: without it the screenshots show boxes for Chinese.
const isFontMissing = isDebian && !existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc')
const packages = [...missing, ...(isFontMissing ? ['fonts-noto-cjk'] : [])]

if (packages.length > 0 && isDebian && process.getuid?.() === 0) {
  console.log(`installing ${packages.join(', ')} …`)
  const isInstalled = withoutServices(() => runAptGet('update') && runAptGet('install', '-y', '--no-install-recommends', ...packages))
  if (!isInstalled) process.exit(1)
} else if (missing.size > 0) {
  console.error(`The tests need programs that are missing here. Debian's names of their packages: ${packages.join(', ')}.`)
  console.error('Install them, or run the tests as root on Debian, where they are installed by themselves.')
  process.exit(1)
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
function withoutServices(work: () => boolean): boolean {
  const policyFile = '/usr/sbin/policy-rc.d'
  if (existsSync(policyFile)) return work()
  writeFileSync(policyFile, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    return work()
  } finally {
    rmSync(policyFile)
  }
}
