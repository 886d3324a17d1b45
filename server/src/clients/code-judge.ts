// Judging a code that a relying system sends by itself, with no password and nothing to write beside it: the question and its answer are
// data alone, so that another process may judge it.
import type { Answer, CodeCheck } from './code-check.ts'
import type { OwnerFinder, Who } from './owner-finder.ts'

export type CodeQuestion = { clientId: string; address: string; who: Who; code: string }

/** A refusal is a value; throws when it cannot be told. */
export type CodeJudge = (question: CodeQuestion) => Promise<Answer>

export function createCodeJudge({ owners, checkCode }: { owners: OwnerFinder; checkCode: CodeCheck }): CodeJudge {
  return async ({ clientId, address, who, code }) =>
    checkCode({ client: { id: clientId }, address }, { owner: await owners.findHolder(who), code, purpose: 'code' })
}
