// The directory password that a relying system passes on: throttled as at sign-in, asked of the user's own directory.
import { AppError } from '@motp/shared/protocol/app-error'
import type { Directories } from '../directories/directories.ts'
import type { PolicyService } from '../policies/policy-service.ts'
import type { SignInThrottle } from '../sessions/sign-in-throttle.ts'
import type { Owner } from './owner-store.ts'

export type PasswordTry = { owner: Owner | undefined; account: string; password: string }

/** `retryAt`: too many were wrong, this one was not looked at. */
export type PasswordVerdict = { isRight: boolean; retryAt?: number | null }

export type PasswordCheckDeps = {
  policies: Pick<PolicyService, 'current'>
  directories: Pick<Directories, 'checkPassword' | 'checkPasswordOf'>
  throttle: Pick<SignInThrottle, 'countAccount' | 'clear'>
}

/** Counted before the directory is asked. Throws `directory-unavailable`: then nothing can be said. */
export function createPasswordCheck({ policies, directories, throttle }: PasswordCheckDeps) {
  return async ({ owner, account, password }: PasswordTry): Promise<PasswordVerdict> => {
    const name = owner?.user.account ?? account
    try {
      await throttle.countAccount(name, await policies.current())
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'sign-in-throttled') throw error
      return { isRight: false, retryAt: error.details.retryAt ?? null }
    }
    // For somebody unknown here the directories are asked too, as at sign-in: the time of the answer is not to tell who has a token.
    const answer = await (owner ? directories.checkPasswordOf(owner.user, password) : directories.checkPassword(account, password))
    if (answer.outcome === 'unavailable') throw new AppError('directory-unavailable')
    if (answer.outcome !== 'accepted') return { isRight: false }
    await throttle.clear(name)
    return { isRight: true }
  }
}

export type PasswordCheck = ReturnType<typeof createPasswordCheck>
