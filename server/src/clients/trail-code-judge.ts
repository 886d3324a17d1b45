// The judge of codes on SQLite: names as people usually give them are looked up within the transaction that decides. What is rare, other
// spellings, serials and the failure that locks a token, takes the usual way.
import type { TrailVerification } from '../verification/trail-verification-service.ts'
import { type DirectoryDomains, pickOwner, readAccount } from './account.ts'
import { toAnswer } from './code-check.ts'
import type { CodeJudge } from './code-judge.ts'
import type { Holder } from './holder-store.ts'

type Deps = {
  verification: Pick<TrailVerification, 'attempt'>
  /** On the connection of `verification`. */
  listHolders(name: string): readonly Holder[]
  domains: DirectoryDomains
  usual: CodeJudge
}

export function createTrailCodeJudge({ verification, listHolders, domains, usual }: Deps): CodeJudge {
  return async (question) => {
    const { clientId, address, who, code } = question
    if ('serial' in who) return usual(question)
    const account = readAccount(who.user)
    if (account.form === 'mail') return usual(question)
    let holder: Holder | undefined
    const verdict = await verification.attempt({
      findToken() {
        holder = pickOwner(listHolders(account.name), account, { domains, realm: who.realm })
        return holder?.isRegistered ? holder.token : undefined
      },
      codes: [code],
      search: 'window',
      context: { actor: `client:${clientId}`, address, purpose: 'code' },
    })
    return verdict ? toAnswer(holder, verdict) : usual(question)
  }
}
