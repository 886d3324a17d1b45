// What is refused, asked of two real server processes: every kind of bad code, and guesses that try to outrun the limit in parallel.
import type { Base } from '@motp/server/compose'
import type { TokensTable } from '@motp/server/database/schema'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Person } from '../bench/make-tokens.ts'
import type { ServerProcess } from '../support/server-process.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'
import { createSite, type Site } from './verification-site.ts'
import { type Asker, codeOf, countOutcomes, createAsker, runAll } from './verify-asker.ts'

const roundCount = 300
const guessesPerRound = 16
const limit = 3

describe.each(['sqlite', 'postgres'] as const)('on %s, with two server processes', (engine) => {
  const data = makeTemporaryFolder()
  let site: Site
  let asker: Asker
  let nodes: ServerProcess[] = []
  /** Whoever is asked about has not been asked about before. */
  let people: Iterator<Person>

  beforeAll(async () => {
    // `guide`: three wrong codes and the token is locked until IT unlocks it.
    site = await createSite({ engine, data, peopleCount: roundCount + 20, policy: { preset: 'guide' } })
    people = site.people.values()
    asker = createAsker(site.key)
    nodes = await Promise.all([site.startNode(), site.startNode()])
  })
  afterAll(async () => {
    asker.close()
    await Promise.all(nodes.map((node) => node.stop()))
  })

  const nextPerson = (): Person => {
    const { value, done } = people.next()
    if (done) throw new Error('there are no people left')
    return value
  }
  const show = ({ account }: Person, code: string, index = 0) => asker.ask(nodes[index % nodes.length]?.port ?? 0, { user: account, code })
  const changeToken = (person: Person, change: Partial<TokensTable>) => site.inspect((base) => updateToken(base, person, change))

  test.each([
    ['that is wrong', 'mismatch', (code: string) => listWrongCodes(code)[0]],
    ['with a digit too few', 'malformed', (code: string) => code.slice(1)],
    ['with a digit too many', 'malformed', (code: string) => `${code}0`],
    ['of letters', 'malformed', () => 'abcdef'],
    ['with a letter in it', 'malformed', (code: string) => `${code.slice(0, 5)}O`],
  ])('a code %s is refused, and the right one is taken after it', async (_, reason, spoil) => {
    const person = nextPerson()
    expect(await show(person, String(spoil(codeOf(person))))).toBe(reason)
    expect(await show(person, codeOf(person), 1)).toBe('accepted')
  })

  test('a code is accepted once, whichever node is asked', async () => {
    const person = nextPerson()
    const code = codeOf(person)
    expect([await show(person, code), await show(person, code, 1), await show(person, code)]).toEqual(['accepted', 'replayed', 'replayed'])
  })

  test.each([
    ['suspended', 'suspended', { state: 'suspended', suspendedBy: 'user' }, { state: 'active', suspendedBy: null }],
    ['expired', 'expired', { expiresAt: 1 }, { expiresAt: 4_000_000_000_000 }],
    ['locked', 'locked', { isHardLocked: 1 }, { isHardLocked: 0 }],
    ['paused', 'locked', { lockedUntil: 4_000_000_000_000 }, { lockedUntil: null }],
  ] as const)('the right code of a token that is %s is refused, and taken when it is not any more', async (_, reason, change, undo) => {
    const person = nextPerson()
    await changeToken(person, change)
    expect([await show(person, codeOf(person)), await show(person, codeOf(person), 1)]).toEqual([reason, reason])
    await changeToken(person, undo)
    expect(await show(person, codeOf(person))).toBe('accepted')
  })

  test('an unknown user gets the answer of a wrong code, however often', async () => {
    const nobody = { ...nextPerson(), account: 'nobody' }
    const outcomes = await runAll(Array.from({ length: 10 }), 1, (_, index) => show(nobody, codeOf(nobody), index))
    expect(countOutcomes(outcomes)).toEqual({ mismatch: 10 })
  })

  test('a wrong key is refused on every node before the code is looked at, and the code is good afterwards', async () => {
    const person = nextPerson()
    const body = { user: person.account, code: codeOf(person) }
    const lastDigit = site.key.at(-1) === 'A' ? 'B' : 'A'
    for (const key of ['', 'nonsense', site.key.slice(0, -1) + lastDigit]) {
      for (const { port } of nodes) expect(await asker.ask(port, body, key)).toBe('401 client-refused')
    }
    expect(await show(person, body.code)).toBe('accepted')
  })

  test(`of ${guessesPerRound} guesses at once, ${limit} are evaluated, in each of ${roundCount} rounds`, async () => {
    const rounds = await runAll(Array.from({ length: roundCount }, nextPerson), 4, async (person) => {
      const wrong = listWrongCodes(...[-3, -2, -1, 0, 1, 2, 3].map((step) => codeOf(person, step)))
      const outcomes = await runAll(wrong, guessesPerRound, (code, index) => show(person, code, index))
      return { ...countOutcomes(outcomes), afterwards: await show(person, codeOf(person)) }
    })
    for (const round of rounds) expect(round).toEqual({ mismatch: limit, locked: guessesPerRound - limit, afterwards: 'locked' })
  }, 180_000)
})

/** As many different codes as there are guesses in a round, none of them among `right`. */
function listWrongCodes(...right: string[]): string[] {
  const codes = Array.from({ length: guessesPerRound + right.length }, (_, index) => String(100_000 + index))
  return codes.filter((code) => !right.includes(code)).slice(0, guessesPerRound)
}

async function updateToken({ database: { db } }: Base, { account }: Person, change: Partial<TokensTable>): Promise<void> {
  const { id } = await db.selectFrom('users').select('id').where('accountKey', '=', account).executeTakeFirstOrThrow()
  await db.updateTable('tokens').set(change).where('userId', '=', id).execute()
}
