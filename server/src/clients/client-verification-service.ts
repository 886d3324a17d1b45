// Answers relying systems: whose code it is, what the secret holds, and one verdict on all of it. Unknown users cost the same work and get
// the same answer as known ones with a wrong code; codes alone are judged without any directory.
import { AppError } from '@motp/shared/protocol/app-error'
import type { VerificationRequest } from '@motp/shared/protocol/verification'
import type { Database } from '../database/database.ts'
import type { Ports } from '../ports.ts'
import type { VerificationService } from '../verification/verification-service.ts'
import { createChallengeService, type OpenAnswer } from './challenge-service.ts'
import { type Answer, type Asker, createCodeCheck, type OnAnswer } from './code-check.ts'
import { type CodeJudge, type CodeQuestion, createCodeJudge } from './code-judge.ts'
import { createOwnerFinder, type OwnerFinderDeps, type Who } from './owner-finder.ts'
import { createPasswordCheck, type PasswordCheckDeps, type PasswordTry } from './password-check.ts'
import { readSecret, splitSecret } from './secret-reading.ts'

export type ClientVerificationService = ReturnType<typeof createClientVerificationService>

export type ClientVerificationDeps = OwnerFinderDeps &
  PasswordCheckDeps & {
    database: Database
    ports: Pick<Ports, 'clock' | 'random'>
    verification: Pick<VerificationService, 'attempt'>
    /** Where codes that come alone are judged; here, unless another place is given. */
    judge?: CodeJudge | undefined
  }

export function createClientVerificationService(deps: ClientVerificationDeps) {
  const owners = createOwnerFinder(deps)
  const checkPassword = createPasswordCheck(deps)
  const checkCode = createCodeCheck(deps.verification)
  const judge = deps.judge ?? createCodeJudge({ owners, checkCode })
  const challenges = createChallengeService({ ...deps, owners, checkCode, checkPassword })

  /** Both are looked at whatever the other is, and the answer does not tell which was wrong. */
  const checkBoth = async (
    asker: Asker,
    { code, onAnswer, ...tried }: PasswordTry & { code: string; onAnswer?: OnAnswer | undefined },
  ): Promise<Answer> => {
    const { isRight, retryAt } = await checkPassword(tried)
    // Too many passwords: said whatever the code was, which is counted all the same.
    const throttled: Answer | undefined = retryAt === undefined ? undefined : { outcome: 'refused', reason: 'locked', retryAt }
    const answer = await checkCode(asker, {
      owner: tried.owner,
      code,
      purpose: 'password+code',
      isOtherwiseWrong: !isRight,
      onAnswer: onAnswer && ((tx, verdict) => onAnswer(tx, throttled ?? verdict)),
    })
    return throttled ?? answer
  }

  return {
    /** The request says what it holds. Throws `client-mode-refused` when the client may not ask so. */
    async verify(asker: Asker, request: VerificationRequest, onAnswer?: OnAnswer): Promise<Answer> {
      if (!asker.client.modes.includes(request.mode ?? 'code')) throw new AppError('client-mode-refused')
      if (!('secret' in request) && !onAnswer) return judge({ ...questionOf(asker), who: whoOf(request), code: request.code })
      const owner = await owners.find(request)
      if (!('secret' in request)) return checkCode(asker, { owner, code: request.code, purpose: 'code', onAnswer })
      const split = splitSecret(request.secret, await owners.digitsOf(owner))
      return checkBoth(asker, { owner, account: request.user, ...split, onAnswer })
    },

    /** One field, and the client's modes say what may be in it; with `state` it is the code of a challenge, and `who` may be left out. */
    async authenticate(asker: Asker, { who, secret, state }: OneField): Promise<OpenAnswer> {
      if (state !== undefined) return challenges.answer(asker, { who, state, code: secret })
      const takesCodeAlone = asker.client.modes.every((mode) => mode === 'code')
      if (who && takesCodeAlone) return judge({ ...questionOf(asker), who, code: secret })
      const owner = who && (await owners.find(who))
      const account = who && 'user' in who ? who.user : (owner?.user.account ?? '')
      const reading = readSecret(secret, asker.client.modes, await owners.digitsOf(owner))
      switch (reading.kind) {
        case 'code':
          return checkCode(asker, { owner, code: reading.code, purpose: 'code' })
        case 'password+code':
          return checkBoth(asker, { owner, account, password: reading.password, code: reading.code })
        case 'password':
          return challenges.openWithPassword(asker, { owner, account, password: reading.password })
        case 'asks-for-code':
          return challenges.open(asker, owner)
      }
    },
  }
}

function whoOf(request: Who): Who {
  return 'serial' in request ? { serial: request.serial } : { user: request.user }
}

function questionOf({ client, address }: Asker): Pick<CodeQuestion, 'clientId' | 'address'> {
  return { clientId: client.id, address }
}

export type OneField = { who: Who | undefined; secret: string; state: string | undefined }
