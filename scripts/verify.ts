// `npm test`: every check and every test, each with its time, and at the very end `N passed, N failed, N skipped`.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

type Outcome = { passed: number; failed: number; skipped: string[] }
type VitestReport = {
  success: boolean
  numPassedTests: number
  numFailedTests: number
  testResults: { assertionResults: { fullName: string; status: string }[] }[]
}
type PlaywrightSuite = { suites?: PlaywrightSuite[]; specs: { title: string; tests: { status: string }[] }[] }
type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number }; suites: PlaywrightSuite[]; errors: unknown[] }

const root = fileURLToPath(new URL('..', import.meta.url))
const reports = { vitest: 'test-results/vitest.json', playwright: 'test-results/playwright.json' }
const failure: Outcome = { passed: 0, failed: 1, skipped: [] }

rmSync(`${root}test-results`, { recursive: true, force: true })
mkdirSync(`${root}test-results`)

const outcomes: Outcome[] = []
if (runNode('programs that the tests need', 'scripts/install-test-programs.ts')) {
  outcomes.push(check(runTool('format and lint', 'biome', 'check', '.')))
  for (const part of ['shared', 'server', 'desktop', 'desktop/tsconfig.shell.json', 'mobile-token', 'tests']) {
    outcomes.push(check(runTool(`types of ${part}`, 'tsc', '-p', part)))
  }
  outcomes.push(check(runTool('unused code and dependencies', 'knip')))
  outcomes.push(check(runNode('build', 'scripts/build.ts')))
  runTool('tests', 'vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${reports.vitest}`)
  outcomes.push(readVitestReport())
  runTool('journeys in a browser', 'playwright', 'test')
  outcomes.push(readPlaywrightReport())
} else outcomes.push(failure)

const skipped = outcomes.flatMap((outcome) => outcome.skipped)
for (const name of skipped) console.log(`skipped: ${name}`)
process.exitCode = sum('failed') === 0 ? 0 : 1
console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${skipped.length} skipped`)

function sum(kind: 'passed' | 'failed'): number {
  return outcomes.reduce((total, outcome) => total + outcome[kind], 0)
}

/** A check without tests of its own counts as one. */
function check(isRight: boolean): Outcome {
  return isRight ? { passed: 1, failed: 0, skipped: [] } : failure
}

function runTool(title: string, tool: string, ...args: string[]): boolean {
  return runProgram(title, `${root}node_modules/.bin/${tool}`, args)
}

function runNode(title: string, file: string): boolean {
  return runProgram(title, process.execPath, [file])
}

function runProgram(title: string, program: string, args: string[]): boolean {
  const startedAt = performance.now()
  console.log(`— ${title}`)
  const { status } = spawnSync(program, args, { cwd: root, stdio: 'inherit' })
  console.log(`  ${status === 0 ? 'ok' : 'FAILED'}, ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  return status === 0
}

function readVitestReport(): Outcome {
  const report = readReport<VitestReport>(reports.vitest)
  if (!report) return failure
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults)
  const skippedNames = tests.filter(({ status }) => status !== 'passed' && status !== 'failed').map(({ fullName }) => fullName)
  // A file that could not be loaded, or an error outside a test, fails the run without failing a test.
  const failed = report.success ? 0 : Math.max(1, report.numFailedTests)
  return { passed: report.numPassedTests, failed, skipped: skippedNames }
}

function readPlaywrightReport(): Outcome {
  const report = readReport<PlaywrightReport>(reports.playwright)
  if (!report) return failure
  const specsOf = (suite: PlaywrightSuite): PlaywrightSuite['specs'] => [...suite.specs, ...(suite.suites ?? []).flatMap(specsOf)]
  const specs = report.suites.flatMap(specsOf)
  const skippedNames = specs.filter(({ tests }) => tests.some(({ status }) => status === 'skipped')).map(({ title }) => title)
  const failed = report.stats.unexpected + report.stats.flaky + report.errors.length
  return { passed: report.stats.expected, failed, skipped: skippedNames }
}

/** Undefined when the run ended before it could write its report. */
function readReport<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(`${root}${path}`, 'utf8')) as T
  } catch {
    return undefined
  }
}
