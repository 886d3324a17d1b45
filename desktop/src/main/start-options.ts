// What the machine says at the start: the policy file, the installer's file, the environment. The only file of the shell that reads the environment.
import { join } from 'node:path'
import { type CompanySettings, readCompanySettings, type UpdateSettings } from './company-settings.ts'
import { readServerOrigin } from './server-address.ts'

export type StartOptions = {
  typedServer: { policy: string | undefined; installer: string | undefined; environment: string | undefined }
  updates: UpdateSettings | undefined
  /** What is wrong with IT's files, to be shown instead of the console. */
  wrongSettings: string | undefined
}

type Machine = {
  platform: NodeJS.Platform
  /** Where the package's resources lie, the installer's file among them. */
  resourcesPath: string
}

export function readStartOptions({ platform, resourcesPath }: Machine): StartOptions {
  const policy = readCompanySettings(policyFile(platform))
  const installer = readCompanySettings(join(resourcesPath, 'tpemotp.json'))
  const of = (result: typeof policy): CompanySettings => (result.ok ? result.settings : {})
  const environment = process.env.TPEMOTP_SERVER
  const reasons = [policy, installer].flatMap((result) => (result.ok ? [] : [result.reason]))
  if (environment !== undefined && readServerOrigin(environment) === undefined) reasons.push('TPEMOTP_SERVER: must be an https address')
  return {
    typedServer: { policy: of(policy).server, installer: of(installer).server, environment },
    updates: of(policy).updates ?? of(installer).updates,
    wrongSettings: reasons.length > 0 ? reasons.join('\n') : undefined,
  }
}

/** Places that only administrators can write. (Windows lets any user make folders under ProgramData, so that is none.) */
export function policyFile(platform: NodeJS.Platform): string {
  if (platform === 'win32') return 'C:\\Program Files\\TPEMOTP Policy\\policy.json'
  if (platform === 'darwin') return '/Library/Application Support/TPEMOTP/policy.json'
  return '/etc/tpemotp/policy.json'
}
