#!/usr/bin/env node
// The command line: `motp COMMAND`. Errors go to stderr and end with 1; `--json` prints the answer as JSON.
import { Command } from 'commander'
import { addAuditCommands } from './commands/audit-commands.ts'
import { addClientCommands } from './commands/client-commands.ts'
import { CommandError, describeError, type Options, readConfig } from './commands/command.ts'
import { addKeyCommands } from './commands/key-commands.ts'
import { addPolicyCommands } from './commands/policy-commands.ts'
import { addRecordCommands } from './commands/record-commands.ts'
import { addTokenCommands } from './commands/token-commands.ts'

const program = new Command('motp')
  .description('one-time-password soft tokens for a company')
  .option('--config <file>', 'configuration of a production installation (YAML)')
  .option('--data <folder>', "the trial's data folder")
  .option('--json', 'print the answer as JSON')
  .showHelpAfterError()

program
  .command('serve')
  .description('run the server: production with --config, the trial otherwise')
  .option('--workers <number>', 'processes that share the work, one for each processor', '1')
  .action(async (_options: unknown, command: Command) => {
    const options = command.optsWithGlobals<Options>()
    const count = Number(options.workers)
    if (!Number.isInteger(count) || count < 1 || count > 64) throw new CommandError('--workers takes a number from 1 to 64')
    // Loaded for this command alone: the others are to answer at once.
    if (count === 1) return (await import('./run-server.ts')).runServer(readConfig(options))
    return (await import('./run-workers.ts')).runWorkers(readConfig(options), { count, configFile: options.config })
  })
addTokenCommands(program)
addClientCommands(program)
addPolicyCommands(program)
addKeyCommands(program)
addAuditCommands(program)
addRecordCommands(program)

// Whatever is written here is for the operator's own eyes: databases, keys, backups.
process.umask(0o077)

try {
  await program.parseAsync()
} catch (error) {
  console.error(`motp: ${describeError(error)}`)
  process.exitCode = 1
}
