// From what a client says to whose token is meant. Asks the database alone.
import { otpProfiles } from '@motp/shared/otp/otp-parameters'
import type { Database } from '../database/database.ts'
import type { PolicyService } from '../policies/policy-service.ts'
import { type DirectoryDomains, pickOwner, readAccount } from './account.ts'
import { createHoldersByName, type Holder } from './holder-store.ts'
import { findOwnerBySerial, findOwnerByUser, listOwnersByAccount, type Owner } from './owner-store.ts'

/** Whom a client asks about: an account in any spelling, or a token; `realm` narrows to one directory. */
export type Who = { user: string; realm?: string | undefined } | { serial: string }

export type OwnerFinder = ReturnType<typeof createOwnerFinder>

export type OwnerFinderDeps = { database: Database; policies: Pick<PolicyService, 'current'>; domains: DirectoryDomains }

export function createOwnerFinder({ database, policies, domains }: OwnerFinderDeps) {
  // A read of what is committed need not wait for the transaction in progress on SQLite's one connection.
  const db = database.engine === 'sqlite' ? database.aside : database.db
  const listByName = createHoldersByName(database)
  return {
    /** Undefined when nobody is meant, or when it could be several. */
    async find(who: Who): Promise<Owner | undefined> {
      if ('serial' in who) return findOwnerBySerial(db, who.serial)
      const account = readAccount(who.user)
      return pickOwner(await listOwnersByAccount(db, account), account, { domains, realm: who.realm })
    },

    /** The same for a code alone, which is all that most systems ever send: the short way from a plain name to the token. */
    async findHolder(who: Who): Promise<Holder | undefined> {
      if ('serial' in who) return findOwnerBySerial(db, who.serial)
      const account = readAccount(who.user)
      const candidates = account.form === 'mail' ? await listOwnersByAccount(db, account) : await listByName(account.name)
      return pickOwner<Holder>(candidates, account, { domains, realm: who.realm })
    },

    findByUser: (userId: string): Promise<Owner | undefined> => findOwnerByUser(db, userId),

    /** How long a code of theirs is; for everybody without a phone as long as one would be. */
    async digitsOf(owner: Owner | undefined): Promise<6 | 8> {
      if (owner?.isRegistered) return owner.token.digits === 8 ? 8 : 6
      return otpProfiles[(await policies.current())['token.profile']]?.digits ?? 6
    },
  }
}
