// `motp policy …`: the rules in force.
import { type PresetName, presetNames } from '@motp/shared/protocol/admin-policy'
import { Argument, type Command, Option } from 'commander'
import { policySchema } from '../policies/policy.ts'
import type { StoredPolicy } from '../policies/policy-store.ts'
import { type Answer, answerFrom, type Base, CommandError, layOutTable, operator } from './command.ts'

export function addPolicyCommands(program: Command): void {
  const policy = program.command('policy').description('the rules in force')
  policy
    .command('show')
    .description('preset and values; * marks what differs from the preset')
    .action(answerFrom(async ({ policies }) => showPolicy(await policies.describe())))
  policy
    .command('set')
    .addArgument(new Argument('[key=value...]', 'values that differ from the preset; others stay as they are'))
    .addOption(new Option('--preset <name>', 'start again from this preset').choices(presetNames))
    .description('change the rules; refused as a whole when one value is unknown or out of range')
    .action(answerFrom((base, { args, options }) => setPolicy(base, args, options.preset as PresetName | undefined)))
}

function showPolicy({ preset, values, changed }: StoredPolicy): Answer {
  const rows = Object.entries(values).map(([key, value]) => [changed.includes(key) ? '*' : '', key, String(value)])
  return { json: { preset, values, changed }, text: `preset ${preset}\n${layOutTable(rows)}` }
}

async function setPolicy({ policies }: Base, pairs: readonly string[], preset: PresetName | undefined): Promise<Answer> {
  if (preset === undefined && pairs.length === 0) throw new CommandError('give --preset or at least one key=value')
  const before = await policies.describe()
  const kept = preset === undefined ? Object.entries(before.values).filter(([key]) => before.changed.includes(key)) : []
  const values = Object.fromEntries([...kept, ...pairs.map(readPair)])
  return showPolicy(await policies.change({ preset: preset ?? before.preset, values }, operator))
}

/** `enrollment.serverCode=07` is text, `proofs.recovery=2` a number: the rule's own schema decides. */
function readPair(pair: string): [string, unknown] {
  const at = pair.indexOf('=')
  if (at < 1) throw new CommandError(`write ${pair} as key=value`)
  const [key, text] = [pair.slice(0, at), pair.slice(at + 1)]
  const rule = (policySchema.shape as Record<string, { safeParse(value: unknown): { success: boolean } }>)[key]
  return [key, rule?.safeParse(text).success ? text : readJson(text)]
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
