// The trial site as a process: `node server/src/main.ts [--lan]`, which is what `npm start` becomes. Production starts through cli.ts.
import { parseArgs } from 'node:util'
import { ConfigError, readTrialConfig } from './config.ts'
import { runServer } from './run-server.ts'

const { values } = parseArgs({ options: { lan: { type: 'boolean', default: false } } })

// Databases and keys are for their owner alone.
process.umask(0o077)

try {
  await runServer(readTrialConfig({ isLan: values.lan }))
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  console.error(error.message)
  process.exit(1)
}
