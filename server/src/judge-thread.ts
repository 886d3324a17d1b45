// Runs in a thread of its own: judges the codes that relying systems send, on connections of its own. The thread that speaks HTTP and
// RADIUS then never waits for the disk, and the two share the work of a code between two processors.
import { parentPort, workerData } from 'node:worker_threads'
import type { DirectoryDomains } from './clients/account.ts'
import { createCodeCheck } from './clients/code-check.ts'
import { createCodeJudge } from './clients/code-judge.ts'
import { type Channel, serveJudge } from './clients/judge-channel.ts'
import { createOwnerFinder } from './clients/owner-finder.ts'
import { openBase } from './compose.ts'
import type { Config } from './config.ts'
import { createPorts } from './ports.ts'
import { createVerificationService } from './verification/verification-service.ts'

export type JudgeThreadData = { config: Config; domains: DirectoryDomains }

const { config, domains } = workerData as JudgeThreadData
const port = parentPort
if (!port) throw new Error('judge-thread.ts is started by the server, as a thread')

const base = await openBase(config, createPorts(config.mode))
const checkCode = createCodeCheck(createVerificationService(base))
const judge = createCodeJudge({ owners: createOwnerFinder({ ...base, domains, mayRemember: true }), checkCode })
const onMessage: Channel['onMessage'] = (take) =>
  port.on('message', (message) => {
    if (message !== 'stop') return take(message)
    // Closed with no checkpoint left to do; the last answers are out, since the server has closed its doors before.
    void base.database.close().then(() => port.close())
  })
serveJudge({ send: (message) => port.postMessage(message), onMessage }, judge)
port.postMessage('ready')
