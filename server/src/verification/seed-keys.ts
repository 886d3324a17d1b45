// Unsealed seeds, ready to give codes, in a bounded cache: opening one costs as much as all the rest of a judgement.
// Coherent on every node without any message between them: the row of the token is read for each code, and a seed is found by the very
// text of its sealed form. A reset erases that text, a new registration and a key rotation write another one, on whichever node.
import type { CodeAt } from '@motp/shared/otp/find-step'
import { tokenSeedContext } from '../seal/seal-context.ts'
import type { Seal } from '../seal/seal-service.ts'
import { createCodeAt } from './code-at.ts'
import { readParameters } from './verification.ts'
import type { TokenRow } from './verification-store.ts'

/** Null when the seed does not open: the attempt is denied (DESIGN rule 9), and each one anew, for the seal has raised the alarm. */
export type SeedKeys = { open(token: TokenRow): Promise<CodeAt | null> }

type Deps = { seal: Pick<Seal, 'unseal'>; capacity: number }
type Opened = { context: string; codeAt: CodeAt }

export function createSeedKeys({ seal, capacity }: Deps): SeedKeys {
  // In the order of their last use, oldest first.
  const opened = new Map<string, Opened>()

  const keep = (sealed: string, found: Opened): CodeAt => {
    opened.delete(sealed)
    opened.set(sealed, found)
    const [oldest] = opened.size > capacity ? opened.keys() : []
    if (oldest !== undefined) opened.delete(oldest)
    return found.codeAt
  }

  return {
    async open(token) {
      const { sealedSeed } = token
      if (sealedSeed === null) return null
      const parameters = readParameters(token)
      const context = tokenSeedContext({ tokenId: token.id, userId: token.userId, parameters })
      const found = opened.get(sealedSeed)
      // The same text in another row is a seed that was moved there: only the seal may judge that.
      if (found?.context === context) return keep(sealedSeed, found)
      const seed = await seal.unseal(sealedSeed, context).catch(() => null)
      if (!seed) return null
      const codeAt = createCodeAt(seed, parameters)
      seed.fill(0)
      return keep(sealedSeed, { context, codeAt })
    },
  }
}
