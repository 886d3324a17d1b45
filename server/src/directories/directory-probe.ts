// Tries one directory step by step and tells what is wrong with it: for the setup page, not for sign-in.
import { readFileSync } from 'node:fs'
import type { SetupFault, SetupFinding } from '@motp/shared/protocol/admin-setup'
import { type Client, ResultCodeError } from 'ldapts'
import type { DirectoryConfig } from './directory-config.ts'
import { bindAs, withLdapClient } from './ldap-client.ts'
import { findRoles } from './ldap-search.ts'

/** Steps that were tried, in order; the first that fails is the last. */
export async function probeDirectory(config: DirectoryConfig): Promise<SetupFinding[]> {
  const findings: SetupFinding[] = []
  const pass = (step: string, detail: string | null = null) => void findings.push({ step, isRight: true, fault: null, detail })
  const fail = (step: string, fault: SetupFault, detail: string | null) => void findings.push({ step, isRight: false, fault, detail })
  const ca = config.ca ?? (config.caFile === undefined ? undefined : readFileSync(config.caFile, 'utf8'))
  try {
    await withLdapClient({ url: config.url, startTls: config.startTls, ca }, AbortSignal.timeout(config.timeoutMs), async (client) => {
      pass('connect', config.url)
      const { code, diagnostic } = await bindAs(client, { dn: config.bindDn, password: readPassword(config), asksPasswordPolicy: false })
      if (code !== 0) return fail('bind', 'service-account', diagnostic)
      pass('bind', config.bindDn)
      if (!(await hasBase(client, config))) return fail('search', 'base-missing', config.baseDn)
      pass('search', config.baseDn)
      const { missing } = await findRoles(client, config.bindDn, config)
      if (missing.length > 0) return fail('groups', 'groups-missing', missing.join('; '))
      return pass('groups')
    })
  } catch (error) {
    const step = ['connect', 'bind', 'search', 'groups'][findings.length] ?? 'groups'
    fail(step, faultOf(error), describe(error))
  }
  return findings
}

function readPassword({ bindPassword, bindPasswordFile }: DirectoryConfig): string {
  return bindPassword ?? (bindPasswordFile === undefined ? '' : readFileSync(bindPasswordFile, 'utf8').trimEnd())
}

async function hasBase(client: Client, { baseDn }: DirectoryConfig): Promise<boolean> {
  try {
    await client.search(baseDn, { scope: 'base', attributes: ['1.1'], sizeLimit: 1 })
    return true
  } catch (error) {
    if (error instanceof ResultCodeError) return false
    throw error
  }
}

const faults: Record<string, SetupFault> = {
  ECONNREFUSED: 'not-reachable',
  ECONNRESET: 'not-reachable',
  EHOSTUNREACH: 'not-reachable',
  ENETUNREACH: 'not-reachable',
  ENOTFOUND: 'name-unknown',
  EAI_AGAIN: 'name-unknown',
  ETIMEDOUT: 'timeout',
}

/** Also for mail: what a connection's error means to the one who set it up. */
export function faultOf(error: unknown): SetupFault {
  if (!(error instanceof Error)) return 'other'
  if (error.name === 'TimeoutError') return 'timeout'
  const code = 'code' in error ? String(error.code) : ''
  return faults[code] ?? (/CERT|TLS|SELF_SIGNED|LEAF_SIGNATURE|ISSUER/.test(code) ? 'certificate' : 'other')
}

function describe(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code === '' ? (error instanceof Error ? error.name : 'unknown') : code
}
