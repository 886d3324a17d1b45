// Every endpoint there is, asked by every role for its own things, somebody else's and nobody's. What must come of each is told from the
// contracts (matrix-rules.ts), so that a new endpoint is covered as soon as it is declared.
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ClientWorld, createClientWorld } from '../support/client-world.ts'
import { allEndpoints, type NamedEndpoint } from '../support/endpoints.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'
import { createCasting, type Variant, variants } from './matrix-cast.ts'
import { type Answer, type MatrixRequest, makeRequest, send } from './matrix-request.ts'
import * as rules from './matrix-rules.ts'

type Cell = { named: NamedEndpoint; role: rules.MatrixRole; target: rules.MatrixTarget; expected: rules.Expectation }

const cells: Cell[] = allEndpoints.flatMap((named) =>
  rules.matrixRoles.flatMap((role) =>
    rules.listTargets(named.endpoint).map((target) => ({ named, role, target, expected: rules.expect(named.endpoint, role, target) })),
  ),
)
const refusedCells = cells.filter(({ expected }) => !expected.mayPass)
const openCells = cells.filter(({ expected }) => expected.mayPass)
/** They take a code or a proof that this test does not have; each is refused for that, by everybody. */
const needMore = ['addProof', 'adminResyncToken', 'confirmEnrollment', 'resyncToken']

const folder = makeTemporaryFolder()
const location = join(folder, 'motp.sqlite')
const counts = new Map<string, number>()
let world: ClientWorld
let casting: ReturnType<typeof createCasting>

beforeAll(async () => {
  world = await createClientWorld(location, folder)
  casting = createCasting(world)
})
afterAll(async () => {
  await world.close()
  console.log(describeCounts())
})

describe('the matrix of roles', () => {
  test('knows every endpoint, and refuses more than it lets pass', () => {
    expect(new Set(cells.map(({ named }) => named.name)).size).toBe(allEndpoints.length)
    expect(refusedCells.length).toBeGreaterThan(openCells.length)
  })

  test(`${refusedCells.length} requests that nobody of that role may make are refused with the right code, and change nothing`, async () => {
    const requests: { cell: Cell; request: MatrixRequest }[] = []
    for (const cell of refusedCells) {
      requests.push({ cell, request: await prepare(cell, 'active') })
    }
    const before = readState()
    const wrong: string[] = []
    for (const { cell, request } of requests) {
      const answer = await send(request)
      count(cell, answer)
      if (answer.code === undefined || !cell.expected.codes.includes(answer.code)) wrong.push(describeAnswer(cell, answer))
    }
    expect(wrong).toEqual([])
    const after = readState()
    for (const table of Object.keys(before)) expect(after[table], table).toEqual(before[table])
  }, 120_000)

  test(`${openCells.length} requests that the role may make are answered, or refused for a reason of the contract`, async () => {
    const wrong: string[] = []
    const passed = new Set<string>()
    for (const cell of openCells) {
      const answers = await tryVariants(cell)
      wrong.push(...answers.filter((answer) => !isInOrder(cell, answer)).map((answer) => describeAnswer(cell, answer)))
      if (answers.some(({ code }) => code === undefined)) passed.add(cell.named.name)
    }
    expect(wrong).toEqual([])
    const never = [...new Set(openCells.map(({ named }) => named.name))].filter((name) => !passed.has(name))
    expect(never.toSorted()).toEqual(needMore)
  }, 120_000)
})

/** With people of its own, so that no cell depends on another. */
async function prepare({ named, role, target }: Cell, variant: Variant): Promise<MatrixRequest> {
  const asker = await casting.makePerson(role)
  const owner = target === 'own' ? asker : await casting.makePerson(variant === 'staff' ? 'helpdesk' : 'user')
  const ids: Record<string, string> = {}
  for (const name of rules.listIdNames(named.endpoint))
    ids[name] = target === 'unknown' ? casting.inventId() : await casting.makeId(name, owner, variant)
  return makeRequest(named, { origin: world.origin, cookie: role === 'none' ? undefined : asker.cookie, ids })
}

/** Until one passes. */
async function tryVariants(cell: Cell): Promise<Answer[]> {
  const answers: Answer[] = []
  for (const variant of cell.target === 'any' ? variants.slice(0, 1) : variants) {
    const answer = await send(await prepare(cell, variant))
    answers.push(answer)
    if (answer.code === undefined) break
  }
  const last = answers.at(-1)
  if (last) count(cell, last)
  return answers
}

function isInOrder({ expected }: Cell, { code }: Answer): boolean {
  return code === undefined || expected.codes.includes(code)
}

/** All there is but for what refusals themselves leave behind, and when a session was last seen. */
function readState(): Record<string, unknown[]> {
  const file = new Sqlite(location, { readonly: true })
  const tables = file.prepare(`select name from sqlite_master where type = 'table'`).all() as { name: string }[]
  const states = tables
    .filter(({ name }) => !['throttles', 'auditHead'].includes(name))
    .map(({ name }) => {
      const rows = (file.prepare(`select * from "${name}" order by 1`).all() as Record<string, unknown>[]).map(
        ({ lastSeenAt: _, ...row }) => row,
      )
      return [name, name === 'auditEvents' ? rows.filter(({ action }) => !String(action).endsWith('.refused')) : rows] as const
    })
  file.close()
  return Object.fromEntries(states)
}

function describeAnswer({ named, role, target, expected }: Cell, { status, code }: Answer): string {
  return `${named.name} as ${role}, ${target}: ${status} ${code ?? ''}, expected ${expected.codes.join(' | ')}`
}

function count({ role }: Cell, { code }: Answer): void {
  const key = `${role}: ${code ?? '2xx'}`
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function describeCounts(): string {
  const perRole = rules.matrixRoles.map((role) => {
    const own = [...counts].filter(([key]) => key.startsWith(`${role}: `)).toSorted((a, b) => b[1] - a[1])
    return `${role.padEnd(9)} ${own.map(([key, number]) => `${number} ${key.slice(role.length + 2)}`).join(', ')}`
  })
  return [`${allEndpoints.length} endpoints, ${cells.length} cells (${refusedCells.length} to refuse)`, ...perRole].join('\n')
}
