// The directories in their configured order, as one.
import type { Directory, DirectoryHealth, LookupAnswer, PasswordAnswer, RollCall } from './directory.ts'

export type Directories = {
  /** For sign-in. The next directory is asked only when this one has no such user, never after a wrong password. */
  checkPassword(account: string, password: string): Promise<PasswordAnswer>
  /** For a user already known: asks that user's own directory, and refuses when the account now belongs to another person. */
  checkPasswordOf(user: { directory: string; directoryId: string; account: string }, password: string): Promise<PasswordAnswer>
  /** In the same order, by any spelling of the account. */
  findByAccount(account: string): Promise<LookupAnswer>
  findById(directory: string, directoryId: string): Promise<LookupAnswer>
  callRoll(directory: string, directoryIds: readonly string[]): Promise<RollCall>
  health(): { name: string; health: DirectoryHealth }[]
}

/** DESIGN rule 10: sign-in says within 8 s that a directory is down, however many stand in the list. */
const totalMs = 7500

export function createDirectories(list: readonly Directory[]): Directories {
  const findDirectory = (name: string) => list.find((directory) => directory.name === name)
  return {
    checkPassword: (account, password) => inTime(askInOrder(list, (directory) => directory.checkPassword(account, password))),

    async checkPasswordOf(user, password) {
      const answer = await findDirectory(user.directory)?.checkPassword(user.account, password)
      if (!answer) return { outcome: 'unavailable' }
      if (answer.outcome === 'accepted' && answer.user.directoryId !== user.directoryId) return { outcome: 'refused' }
      return answer
    },

    findByAccount: (account) => inTime(askInOrder(list, (directory) => directory.findByAccount(account))),

    async findById(directory, directoryId) {
      return (await findDirectory(directory)?.findById(directoryId)) ?? { outcome: 'unavailable' }
    },

    async callRoll(directory, directoryIds) {
      return (await findDirectory(directory)?.callRoll(directoryIds)) ?? { outcome: 'unavailable', fault: 'other' }
    },

    health: () => list.map((directory) => ({ name: directory.name, health: directory.health() })),
  }
}

/**
 * The first answer other than `no-such-user`. `unavailable` ends the search too: the user may well be in the directory
 * that is down, and a namesake in the next one is another person.
 */
async function askInOrder<Answer extends { outcome: string }>(
  list: readonly Directory[],
  ask: (directory: Directory) => Promise<Answer>,
): Promise<Answer | { outcome: 'no-such-user' }> {
  for (const directory of list) {
    const answer = await ask(directory)
    if (answer.outcome !== 'no-such-user') return answer
  }
  return { outcome: 'no-such-user' }
}

function inTime<Answer>(answer: Promise<Answer>): Promise<Answer | { outcome: 'unavailable' }> {
  const late = Promise.withResolvers<{ outcome: 'unavailable' }>()
  const timer = setTimeout(() => late.resolve({ outcome: 'unavailable' }), totalMs)
  return Promise.race([answer, late.promise]).finally(() => clearTimeout(timer))
}
