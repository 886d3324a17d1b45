// `motp client …`: relying systems and their keys.
import { newClientSchema } from '@motp/shared/protocol/clients'
import { languages } from '@motp/shared/protocol/language'
import { verificationModes } from '@motp/shared/protocol/verification'
import { type Command, Option } from 'commander'
import { createClientService } from '../clients/client-service.ts'
import { type Answer, answerFrom, type Base, CommandError, formatTime, layOutTable, type Options, operator } from './command.ts'

export function addClientCommands(program: Command): void {
  const client = program.command('client').description('systems that ask whether codes are right')
  client
    .command('add')
    .argument('<name>')
    .addOption(new Option('--kind <kind>', 'rest: HTTP with a key; radius: by address, with a shared secret').choices(['rest', 'radius']))
    .option('--secret <secret>', 'RADIUS: the secret that the device has already, 8 characters or more; else one is made')
    .option('--address <range>', 'IP address or CIDR range that it asks from; may be repeated', collect)
    .addOption(new Option('--mode <mode>', 'what it may send; may be repeated').choices(verificationModes).argParser(collect))
    .option('--per-minute <count>', 'requests that it may send in a minute')
    .option('--reasons', 'tell it why a code was refused')
    .option('--no-message-authenticator', 'RADIUS: take requests of an old device that cannot sign them')
    .addOption(new Option('--language <language>', 'of messages for its users').choices(languages))
    .description('add one; its key is shown here, once')
    .action(answerFrom((base, { args, options }) => addClient(base, String(args[0]), options)))
  client
    .command('list')
    .description('all of them')
    .action(answerFrom((base) => listClients(base)))
  client
    .command('rotate')
    .argument('<client>')
    .option('--secret <secret>', 'RADIUS: the secret to use')
    .description('a new key, by name or id; the old one is refused within a second')
    .action(answerFrom((base, { args, options }) => rotateClient(base, String(args[0]), options)))
  client
    .command('remove')
    .argument('<client>')
    .description('remove it, by name or id')
    .action(answerFrom((base, { args }) => removeClient(base, String(args[0]))))
}

function collect(value: string, earlier: string[] | undefined): string[] {
  return [...(earlier ?? []), value]
}

async function addClient(base: Base, name: string, options: Options): Promise<Answer> {
  const { kind, secret, language, reasons, perMinute, messageAuthenticator } = options
  if (kind === undefined) throw new CommandError('give --kind rest or --kind radius')
  const parsed = newClientSchema.safeParse({
    name,
    kind,
    secret,
    language,
    addresses: options.address,
    modes: options.mode,
    maySeeReasons: reasons === true,
    requiresMessageAuthenticator: messageAuthenticator !== false,
    requestsPerMinute: perMinute === undefined ? undefined : Number(perMinute),
  })
  if (!parsed.success) throw new CommandError(`check ${parsed.error.issues.map((issue) => issue.path.join('.')).join(', ')}`)
  const { client, key } = await createClientService(base).add(parsed.data, operator)
  return { json: { id: client.id, key }, text: describeKey(client.name, client.kind, key) }
}

async function rotateClient(base: Base, client: string, { secret }: Options): Promise<Answer> {
  const rotated = await createClientService(base).rotate(client, operator, secret === undefined ? undefined : String(secret))
  const { id, name, kind } = rotated.client
  return { json: { id, key: rotated.key }, text: describeKey(name, kind, rotated.key) }
}

function describeKey(name: string, kind: 'rest' | 'radius', key: string): string {
  return `${kind === 'rest' ? 'key' : 'shared secret'} of ${name}, shown only now:\n${key}`
}

async function listClients(base: Base): Promise<Answer> {
  const clients = await createClientService(base).list()
  const rows = clients.map(({ name, kind, modes, addresses, requestsPerMinute, lastUsedAt, id }) => [
    ...[name, kind, modes.join(' '), addresses.join(' ') || 'anywhere', String(requestsPerMinute)],
    ...[formatTime(lastUsedAt), id],
  ])
  return { json: clients, text: layOutTable([['NAME', 'KIND', 'MODES', 'ADDRESSES', 'PER MINUTE', 'LAST USED', 'ID'], ...rows]) }
}

async function removeClient(base: Base, client: string): Promise<Answer> {
  const removed = await createClientService(base).remove(client, operator)
  return { json: { id: removed.id }, text: `${removed.name} is removed` }
}
