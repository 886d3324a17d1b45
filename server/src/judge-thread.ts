// Runs in a thread of its own: judges the codes that relying systems send, on connections of its own. The thread that speaks HTTP and
// RADIUS then never waits for the disk, and the two share the work of a code between two processors.
import { parentPort, workerData } from 'node:worker_threads'
import type { DirectoryDomains } from './clients/account.ts'
import { createCodeCheck } from './clients/code-check.ts'
import { type CodeJudge, createCodeJudge } from './clients/code-judge.ts'
import { createHolderReader } from './clients/holder-store.ts'
import { type Channel, serveJudge } from './clients/judge-channel.ts'
import { createOwnerFinder } from './clients/owner-finder.ts'
import { createTrailCodeJudge } from './clients/trail-code-judge.ts'
import { openBase } from './compose.ts'
import type { Config } from './config.ts'
import { openSqliteFile } from './database/database.ts'
import { createPorts } from './ports.ts'
import { createFolding } from './verification/folding.ts'
import { createTrailStore } from './verification/trail-store.ts'
import { createTrailVerification } from './verification/trail-verification-service.ts'
import { createVerificationService } from './verification/verification-service.ts'

export type JudgeThreadData = { config: Config; domains: DirectoryDomains }

const { config, domains } = workerData as JudgeThreadData
const port = parentPort
if (!port) throw new Error('judge-thread.ts is started by the server, as a thread')

const base = await openBase(config, createPorts(config.mode))
const checkCode = createCodeCheck(createVerificationService(base))
const usual = createCodeJudge({ owners: createOwnerFinder({ ...base, domains }), checkCode })
const { judge, stop } = base.database.engine === 'sqlite' ? openTrail(usual) : { judge: usual, stop: async () => undefined }
const onMessage: Channel['onMessage'] = (take) =>
  port.on('message', (message) => {
    if (message !== 'stop') return take(message)
    // The last answers are out, since the server has closed its doors before.
    void stop()
      .then(() => base.database.close())
      .then(() => port.close())
  })
serveJudge({ send: (message) => port.postMessage(message), onMessage }, judge)
port.postMessage('ready')

function openTrail(usual: CodeJudge) {
  const file = openSqliteFile(config.databaseLocation)
  const store = createTrailStore(file)
  const folding = createFolding({ ...base, store })
  const verification = createTrailVerification({ ...base, store, folding })
  return {
    judge: createTrailCodeJudge({ verification, listHolders: createHolderReader(file), domains, usual }),
    stop: async () => {
      await folding.stop()
      file.close()
    },
  }
}
