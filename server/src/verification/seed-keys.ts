// Unsealed seeds, ready to give codes, in a bounded cache: opening one costs as much as all the rest of a judgement.
// Coherent on every node without any message between them: the row of the token is read for each code, and a seed is found by the very
// text of its sealed form. A reset erases that text, a new registration and a key rotation write another one, on whichever node.
import type { CodeAt } from '@motp/shared/otp/find-step'
import type { OtpParameters } from '@motp/shared/otp/otp-parameters'
import { tokenSeedContext } from '../seal/seal-context.ts'
import type { Seal } from '../seal/seal-service.ts'
import { createBoundedCache } from './bounded-cache.ts'
import { createCodeAt } from './code-at.ts'
import type { TokenRow } from './token-row.ts'
import { readParameters } from './verification.ts'

/** Null when the seed does not open: the attempt is denied (DESIGN rule 9), and each one anew, for the seal has raised the alarm. */
export type SeedKeys = {
  /** A promise only where the key that sealed it is not in memory yet. */
  open(token: TokenRow): CodeAt | null | Promise<CodeAt | null>
}

type Deps = { seal: Pick<Seal, 'unseal' | 'unsealNow'>; capacity?: number }
type Opened = Pick<TokenRow, 'id' | 'userId' | keyof OtpParameters> & { codeAt: CodeAt }

/** Some 600 bytes each. */
export const mostSeedsKept = 100_000

export function createSeedKeys({ seal, capacity = mostSeedsKept }: Deps): SeedKeys {
  const opened = createBoundedCache<Opened>(capacity)

  return {
    open(token) {
      const { sealedSeed } = token
      if (sealedSeed === null) return null
      const found = opened.get(sealedSeed)
      // The same text in another row is a seed that was moved there: only the seal may judge that.
      if (found && isOf(found, token)) return found.codeAt
      const { id, userId } = token
      const parameters = readParameters(token)
      const context = tokenSeedContext({ tokenId: id, userId, parameters })
      const use = (seed: Uint8Array): CodeAt => {
        const codeAt = createCodeAt(seed, parameters)
        seed.fill(0)
        opened.offer(sealedSeed, { id, userId, ...parameters, codeAt })
        return codeAt
      }
      try {
        const seed = seal.unsealNow(sealedSeed, context)
        return seed ? use(seed) : seal.unseal(sealedSeed, context).then(use, () => null)
      } catch {
        return null
      }
    },
  }
}

/** What `tokenSeedContext` binds a seed to. */
function isOf(found: Opened, token: TokenRow): boolean {
  return (
    found.id === token.id &&
    found.userId === token.userId &&
    found.algorithm === token.algorithm &&
    found.digits === token.digits &&
    found.periodSeconds === token.periodSeconds
  )
}
