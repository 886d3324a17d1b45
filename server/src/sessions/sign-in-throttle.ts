// Slows down guessing of passwords, below the directory's own lockout, so that an attacker here cannot lock out an employee there.
import { AppError } from '@motp/shared/protocol/app-error'
import { addressKey } from '../addresses/address.ts'
import type { Database } from '../database/database.ts'
import type { Policy } from '../policies/policy.ts'
import type { Clock } from '../ports.ts'
import { clearThrottle, hitThrottle } from './throttle-store.ts'

export type SignInThrottle = {
  /** Counts a try before anything is checked. Throws `sign-in-throttled` with the time of the next try. */
  count(account: string, address: string, policy: Policy): Promise<void>
  /** The same for a password that a relying system passes on: its address says nothing about who is guessing. */
  countAccount(account: string, policy: Policy): Promise<void>
  /** After a right password: the account starts anew. The address does not, or one valid account would reset the count of its guesses. */
  clear(account: string): Promise<void>
}

const windowMs = 15 * 60_000

export type ThrottleDeps = { database: Database; clock: Clock }

export function createSignInThrottle({ database, clock }: ThrottleDeps): SignInThrottle {
  const hit = async (key: string, limit: number): Promise<void> => {
    const answer = await hitThrottle(database.db, { key, limit, windowMs }, clock.now())
    if (!answer.allowed) throw new AppError('sign-in-throttled', { retryAt: answer.retryAt })
  }
  const countAccount = (account: string, policy: Policy) => hit(accountKey(account), policy['signIn.accountTries'])
  return {
    async count(account, address, policy) {
      await hit(`sign-in-address:${addressKey(address)}`, policy['signIn.addressTries'])
      await countAccount(account, policy)
    },
    countAccount,
    clear: (account) => clearThrottle(database.db, accountKey(account)),
  }
}

/** One key for the spellings of an account: `WHL\name`, `name`, `name@example.com`. */
function accountKey(account: string): string {
  const plain = account.normalize('NFKC').trim().toLowerCase()
  const name = plain.slice(plain.indexOf('\\') + 1).replace(/@.*$/, '')
  return `sign-in-account:${name}`
}
