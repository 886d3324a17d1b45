// One of the processes of `motp serve --workers N`; its parent says which configuration and which number.
import { type Channel, createRemoteJudge } from './clients/judge-channel.ts'
import { openJudge } from './compose-judge.ts'
import { ConfigError, readProductionConfig, readWorkerNumber } from './config.ts'
import { runServer } from './run-server.ts'

process.umask(0o077)

const [configFile = ''] = process.argv.slice(2)
const config = readProductionConfig(configFile)
const isSqlite = !/^postgres(ql)?:\/\//.test(config.databaseLocation)

/** On SQLite the parent judges, for all workers together. */
const parent: Channel = {
  send: (message) => process.send?.(message),
  onMessage: (take) => process.on('message', (message) => take(String(message))),
}

try {
  await runServer(config, {
    openJudge: isSqlite ? () => ({ judge: createRemoteJudge(parent).judge, stop: async () => undefined }) : openJudge,
    // A device's repetition has to come to the process that remembers its answer.
    hasRadius: readWorkerNumber() === 1,
    onReady: () => process.send?.('ready'),
  })
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  console.error(error.message)
  process.exit(1)
}
