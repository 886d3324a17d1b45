// `motp token …` and `motp activation-code …`: what IT does in the console, from the command line.
import type { Command } from 'commander'
import { composeRegistration } from '../compose.ts'
import type { AdminTokenService } from '../tokens/admin-token-service.ts'
import { toTokenView } from '../tokens/token.ts'
import { findTokenBySerial, listOwnedTokens } from '../tokens/token-list-store.ts'
import type { User } from '../users/user.ts'
import { findUsersByAccount } from '../users/user-store.ts'
import { type Answer, answerFrom, type Base, CommandError, formatTime, layOutTable, type Options, operator } from './command.ts'

const listLimit = 1000

export function addTokenCommands(program: Command): void {
  const token = program.command('token').description('look at tokens and change them')
  token
    .command('list')
    .description(`the newest ${listLimit} tokens, revoked ones included`)
    .option('--account <account>', 'only those of this account')
    .action(answerFrom((base, { options }) => listTokens(base, options)))
  addChange(token, 'unlock', 'lift the pause or lock after wrong codes')
  addChange(token, 'suspend', 'refuse its codes until IT resumes it')
  addChange(token, 'resume', 'accept its codes again')
  addChange(token, 'reset', 'erase the seed; the user registers a phone anew')
  program
    .command('activation-code')
    .description('codes that let a user register a phone')
    .command('issue')
    .argument('<account>')
    .description('issue one; an earlier unused one is void. It is shown here, once')
    .option('--directory <name>', 'when several directories have the account')
    .option('--reason <text>', 'for the audit trail and the mail to the user', '')
    .action(answerFrom((base, { args, options }) => issueActivationCode(base, String(args[0]), options)))
}

function addChange(token: Command, verb: 'unlock' | 'suspend' | 'resume' | 'reset', description: string): void {
  token
    .command(verb)
    .argument('<serial>')
    .description(description)
    .option('--reason <text>', 'for the audit trail and the mail to the user', '')
    .action(answerFrom((base, { args, options }) => changeToken(base, { verb, serial: String(args[0]), reason: String(options.reason) })))
}

async function listTokens({ database, ports }: Base, { account }: Options): Promise<Answer> {
  const owned = await listOwnedTokens(database.db, { account: account === undefined ? undefined : String(account), limit: listLimit })
  const tokens = owned.map(({ token, account, directory }) => ({ account, directory, ...toTokenView(token, ports.clock.now()) }))
  const rows = tokens.map(({ serial, status, isHardLocked, account, directory, enrolledAt, expiresAt, lastUsedAt }) => [
    ...[serial, isHardLocked ? `${status}, locked` : status, account, directory],
    ...[enrolledAt, expiresAt, lastUsedAt].map(formatTime),
  ])
  return { json: tokens, text: layOutTable([['SERIAL', 'STATUS', 'ACCOUNT', 'DIRECTORY', 'REGISTERED', 'EXPIRES', 'LAST USED'], ...rows]) }
}

type Wanted = { verb: 'unlock' | 'suspend' | 'resume' | 'reset'; serial: string; reason: string }

async function changeToken(base: Base, { verb, serial, reason }: Wanted): Promise<Answer> {
  const found = await findTokenBySerial(base.database.db, serial)
  if (!found) throw new CommandError(`there is no token ${serial}`)
  const { adminTokens }: { adminTokens: AdminTokenService } = await composeRegistration(base)
  const token = await adminTokens[verb](found.id, { ...operator, reason })
  return { json: token, text: `${serial}: ${verb} done; now ${token.serial}, ${token.status}` }
}

async function issueActivationCode(base: Base, account: string, { directory, reason }: Options): Promise<Answer> {
  const user = pickUser(await findUsersByAccount(base.database.db, account), account, directory)
  const { activationCodes } = await composeRegistration(base)
  const { groups, expiresAt } = await activationCodes.issue(user.id, { ...operator, reason: String(reason) })
  return { json: { account: user.account, groups, expiresAt }, text: `${groups.join(' ')}\nvalid until ${formatTime(expiresAt)} UTC` }
}

function pickUser(users: readonly User[], account: string, directory: string | boolean | undefined): User {
  const fitting = directory === undefined ? users : users.filter((user) => user.directory === directory)
  const [user, ...others] = fitting
  if (!user) throw new CommandError(`nobody with the account ${account} has signed in yet`)
  if (others.length > 0) throw new CommandError(`give --directory, one of: ${fitting.map((one) => one.directory).join(', ')}`)
  return user
}
