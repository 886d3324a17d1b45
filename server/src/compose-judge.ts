// Where the codes of relying systems are judged on SQLite: a connection of its own, whose transactions are batches of codes and nothing else.
import { createCodeCheck } from './clients/code-check.ts'
import { type CodeJudge, createCodeJudge } from './clients/code-judge.ts'
import { createHolderCache } from './clients/holder-cache-store.ts'
import { createOwnerFinder, type OwnerFinderDeps } from './clients/owner-finder.ts'
import { createTrailCodeJudge } from './clients/trail-code-judge.ts'
import type { Base } from './compose.ts'
import { startCheckpointing } from './database/checkpointing.ts'
import { openSqliteFile } from './database/database.ts'
import { createWalSync } from './database/wal-sync.ts'
import { createFolding } from './verification/folding.ts'
import { createTrailStore } from './verification/trail-store.ts'
import { createTrailVerification } from './verification/trail-verification-service.ts'
import { createVerificationService } from './verification/verification-service.ts'
import { startWarming } from './verification/warming.ts'

export type RunningJudge = {
  judge: CodeJudge
  /** After the last answer. */
  stop(): Promise<void>
}

/** Undefined on PostgreSQL, where codes are judged like everything else. */
export function openJudge(base: Base & Pick<OwnerFinderDeps, 'domains'>): RunningJudge | undefined {
  if (base.database.engine === 'postgres') return undefined
  const file = openSqliteFile(base.config.databaseLocation)
  const holders = createHolderCache(file)
  const checkpointing = startCheckpointing(base.config.databaseLocation, base.ports.log)
  const store = createTrailStore(file, holders, checkpointing.note)
  const walSync = createWalSync(file)
  const folding = createFolding({ ...base, store })
  const verification = createTrailVerification({ ...base, store, walSync, folding })
  const warming = startWarming({ next: holders.readNext, openSeed: verification.prepare })
  const usual = createCodeJudge({ owners: createOwnerFinder(base), checkCode: createCodeCheck(createVerificationService(base)) })
  return {
    judge: createTrailCodeJudge({ ...base, verification, listHolders: holders.list, usual }),
    async stop() {
      await warming.stop()
      await folding.stop()
      await checkpointing.stop()
      await walSync.close()
      file.close()
    },
  }
}
