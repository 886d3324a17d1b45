// The directories in their configured order, as one.
import type { Directory, DirectoryHealth, LookupAnswer, PasswordAnswer } from './directory.ts'

export type Directories = {
  /** For sign-in. The next directory is asked only when this one has no such user, never after a wrong password. */
  checkPassword(account: string, password: string): Promise<PasswordAnswer>
  /** For a user already known: asks that user's own directory, and refuses when the account now belongs to another person. */
  checkPasswordOf(user: { directory: string; directoryId: string; account: string }, password: string): Promise<PasswordAnswer>
  findById(directory: string, directoryId: string): Promise<LookupAnswer>
  health(): { name: string; health: DirectoryHealth }[]
}

export function createDirectories(list: readonly Directory[]): Directories {
  const findDirectory = (name: string) => list.find((directory) => directory.name === name)
  return {
    async checkPassword(account, password) {
      for (const directory of list) {
        const answer = await directory.checkPassword(account, password)
        // `unavailable` ends the search too: the user may well be in the directory that is down, and a
        // namesake in the next one is another person.
        if (answer.outcome !== 'no-such-user') return answer
      }
      return { outcome: 'no-such-user' }
    },

    async checkPasswordOf(user, password) {
      const answer = await findDirectory(user.directory)?.checkPassword(user.account, password)
      if (!answer) return { outcome: 'unavailable' }
      if (answer.outcome === 'accepted' && answer.user.directoryId !== user.directoryId) return { outcome: 'refused' }
      return answer
    },

    async findById(directory, directoryId) {
      return (await findDirectory(directory)?.findById(directoryId)) ?? { outcome: 'unavailable' }
    },

    health: () => list.map((directory) => ({ name: directory.name, health: directory.health() })),
  }
}
