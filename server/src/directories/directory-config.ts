// The configuration of one LDAP directory. The defaults fit OpenLDAP; for Active Directory set accountAttribute to sAMAccountName,
// signInAttributes to [userPrincipalName, mail], idAttribute to objectGUID, isActiveDirectory to true.
import { z } from 'zod'

const attributeName = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/)
const distinguishedName = z.string().trim().min(1).max(1000)
const groups = z.array(distinguishedName).max(20).default([])

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]']

const fieldsSchema = z.strictObject({
  /** Shown beside the user's name, and kept with every user: renaming a directory orphans its users. */
  name: z.string().trim().min(1).max(64),
  url: z.url({ protocol: /^ldaps?$/ }),
  startTls: z.boolean().default(false),
  /** PEM, one or several certificates; the system's own authorities when neither is given. */
  ca: z.string().min(1).optional(),
  caFile: z.string().min(1).optional(),
  /** The service account that searches. */
  bindDn: distinguishedName,
  bindPassword: z.string().min(1).optional(),
  bindPasswordFile: z.string().min(1).optional(),
  baseDn: distinguishedName,
  userObjectClass: attributeName.default('person'),
  /** Immutable and never given again: entryUUID, objectGUID (binary), orclguid, nsUniqueId. */
  idAttribute: attributeName.default('entryUUID'),
  /** The account as everybody knows it. */
  accountAttribute: attributeName.default('uid'),
  /** What may be typed instead of the account. */
  signInAttributes: z.array(attributeName).max(5).default(['mail']),
  displayNameAttribute: attributeName.default('displayName'),
  mailAttribute: attributeName.default('mail'),
  /** NetBIOS names accepted in `WHL\TW01002547`. */
  domains: z.array(z.string().trim().min(1).max(64)).default([]),
  /** The names of a user's groups, for IT's filters and reports; roles do not come from here. */
  groupAttribute: attributeName.default('memberOf'),
  /** Keeps the groups below one of these; all of them when there is none. */
  groupBases: groups,
  /** Members of these groups have the role. */
  roleGroups: z.strictObject({ helpdesk: groups, auditor: groups, admin: groups }).prefault({}),
  /** Sends draft-behera-ldap-password-policy's control with a user's bind, to learn why it was refused; false for servers that stumble on it. */
  asksPasswordPolicy: z.boolean().default(true),
  /** Binary ids, and groups within groups by LDAP_MATCHING_RULE_IN_CHAIN. */
  isActiveDirectory: z.boolean().default(false),
  /** For one question as a whole: connections, TLS, binds and searches. DESIGN rule 10: the user has an answer within 8 s. */
  timeoutMs: z.number().int().min(100).max(7000).default(5000),
})

export const directoryConfigSchema = fieldsSchema.superRefine((config, context) => {
  const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
  const isPlain = config.url.startsWith('ldap:')
  if (!isPlain && config.startTls) refuse('startTls', 'ldaps is encrypted already; startTls is for ldap://')
  if (isPlain && !config.startTls && !loopbackHosts.includes(new URL(config.url).hostname))
    refuse('startTls', 'passwords would travel unencrypted: set startTls, or use ldaps://')
  if ((config.bindPassword === undefined) === (config.bindPasswordFile === undefined))
    refuse('bindPassword', 'give exactly one of bindPassword and bindPasswordFile')
  if (config.ca !== undefined && config.caFile !== undefined) refuse('ca', 'give ca or caFile, not both')
})

/** Asked in this order. A user is kept by directory name and id, so no two directories share a name. */
export const directoryListSchema = z
  .array(directoryConfigSchema)
  .min(1)
  .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, 'each directory needs a name of its own')

export type DirectoryConfig = z.output<typeof directoryConfigSchema>
/** As written in the configuration file, defaults left out. */
export type DirectoryConfigInput = z.input<typeof directoryConfigSchema>
