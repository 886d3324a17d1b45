// What privacyIDEA's plugins send to /validate/check: parameters in the query, a form (url-encoded or multipart) or JSON, in any mixture.
import { AppError } from '@motp/shared/protocol/app-error'

export type ValidateRequest = {
  user: string | undefined
  serial: string | undefined
  pass: string
  realm: string | undefined
  state: string | undefined
}

/** Name and text of each parameter, as often as it was sent. */
export type Parameters = readonly (readonly [string, string])[]

const maxLengths = { user: 256, serial: 32, pass: 544, realm: 256, transaction_id: 128, state: 128 }
type Name = keyof typeof maxLengths

/** Other parameters (client, resConf, otponly …) are for servers of another make. Throws `invalid-request` naming what does not fit. */
export function readValidateRequest(parameters: Parameters): ValidateRequest {
  const read = (name: Name): string | undefined => {
    const [text, ...others] = parameters.filter(([sent]) => sent === name).map(([, value]) => value)
    // Which of two counts depends on the reader: a proxy in front may have looked at the other.
    if (others.length > 0 || (text?.length ?? 0) > maxLengths[name]) throw new AppError('invalid-request', { fields: [name] })
    return text
  }
  const [user, serial, pass] = [notEmpty(read('user')), notEmpty(read('serial')), read('pass')]
  const state = notEmpty(read('transaction_id')) ?? notEmpty(read('state'))
  if (pass === undefined) throw new AppError('invalid-request', { fields: ['pass'] })
  if ((user === undefined && serial === undefined && state === undefined) || (user !== undefined && serial !== undefined)) {
    throw new AppError('invalid-request', { fields: ['user', 'serial'] })
  }
  return { user, serial, pass, realm: notEmpty(read('realm')), state }
}

function notEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text
}

/** Callers that encode once, by the name at the beginning of User-Agent. */
const onceEncoding = new Set(['privacyidea-cp', 'privacyidea-ldap-proxy', 'simplesamlphp'])

/**
 * Most of these plugins percent-encode their values before they make a form of them, and that server decodes twice. So the values of
 * forms and queries are decoded again, but for the callers known to encode once.
 */
export function decodeAgain(parameters: Parameters, agent: string | undefined): Parameters {
  const name = /^[\w-]+/.exec(agent ?? '')?.[0].toLowerCase() ?? ''
  if (onceEncoding.has(name)) return parameters
  return parameters.map(([parameter, text]) => [parameter, decodePercents(text)] as const)
}

function decodePercents(text: string): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'))
}
