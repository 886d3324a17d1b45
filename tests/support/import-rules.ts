// Who may import whom: the positive table. The first row whose `files` fit a file governs it; what no row allows is refused.
import { matchesGlob } from 'node:path'
import { findCycle, type Import, listImports, type SourceTree } from './source-tree.ts'

type Row = {
  files: string
  /** Globs of what may be imported; `own/` stands for the feature folder of the importing file. */
  may: readonly string[]
  /** Globs of what may be imported for its types alone. */
  mayTypes?: readonly string[]
}

const server = (path: string) => `server/src/${path}`
const sharedAll = 'shared/src/**'
/** Rules of a feature: `x.ts`. Its port to the world has a suffix that says so; those are for the feature itself and the composition. */
const commonRules = server('{addresses/*,counts/hour,policies/policy,seal/seal-context,sessions/session,users/user}.ts')
/** A use case writes what belongs to one change in one transaction: its own tables and, through their stores, those of the features below. */
const belowServices = server('*/{*-store,audit,notice,policy,session,token,user,verification}.ts')

export const importTable: readonly Row[] = [
  { files: 'shared/src/encoding/*', may: ['own/*'] },
  { files: 'shared/src/otp/*', may: ['own/*', 'shared/src/encoding/*', 'npm:otplib'] },
  { files: 'shared/src/enrollment/*', may: ['own/*', 'shared/src/{encoding,otp}/*'], mayTypes: ['shared/src/protocol/provisioning.ts'] },
  { files: 'shared/src/protocol/*', may: ['own/*', 'shared/src/otp/otp-parameters.ts', 'npm:zod'] },
  { files: 'shared/src/brand/*', may: ['own/*'] },
  { files: 'shared/src/client/*', may: ['own/*', 'shared/src/protocol/*'], mayTypes: ['npm:zod'] },

  // The composition roots put everything together by hand.
  {
    files: server(
      '{main,cli,app,compose,compose-desk,compose-judge,read-health,compose-it,config,garbage,run-server,run-workers,sweep,worker}.ts',
    ),
    may: [server('**'), sharedAll, 'node:*', 'npm:*', 'npm:@*/*'],
  },
  { files: server('commands/*'), may: [server('**'), sharedAll, 'node:*', 'npm:{commander,pino}'] },
  { files: server('ports.ts'), may: ['node:*', 'npm:pino'] },
  { files: server('database/**'), may: ['own/**', 'node:*', 'npm:{kysely,pg,better-sqlite3}'], mayTypes: [server('ports.ts'), sharedAll] },
  {
    files: server('seal/*'),
    may: ['own/*', server('{ports,database/database}.ts'), 'shared/src/encoding/*', 'node:*', 'npm:kysely'],
    mayTypes: [server('database/*'), sharedAll],
  },
  {
    files: server('*/*-store.ts'),
    may: [
      'own/*',
      server('{database,seal}/*'),
      server('{ports,audit/audit,verification/{bounded-cache,fold-store,token-row}}.ts'),
      commonRules,
      sharedAll,
      'node:*',
      'npm:kysely',
    ],
    mayTypes: ['npm:pg'],
  },
  {
    files: server('*/*-service.ts'),
    may: [
      'own/*',
      server('{ports,addresses/*,database/{database,batcher,busy-retry,resting},seal/*}.ts'),
      belowServices,
      sharedAll,
      'node:*',
    ],
    mayTypes: [server('**')],
  },
  { files: server('*/*-routes.ts'), may: ['own/*', server('http/*'), sharedAll], mayTypes: [commonRules, 'npm:express'] },
  {
    files: server('http/*'),
    may: ['own/*', server('addresses/*'), sharedAll, 'node:*', 'npm:{express,helmet,zod,csv-stringify}', 'npm:@asteasolutions/*'],
    mayTypes: [server('**')],
  },
  // The test of the own RADIUS port speaks as a device does.
  {
    files: server('setup/{radius,radsec}-*.ts'),
    may: ['own/*', server('radius/{packet,user-password,message-authenticator}.ts'), commonRules, sharedAll, 'node:*'],
  },
  { files: server('*/*-page.ts'), may: ['own/*', sharedAll, 'node:*', 'npm:express'] },
  // Rules and adapters of a feature: neither SQL nor HTTP, and of other features the types alone.
  {
    files: server('*/**'),
    may: [
      'own/**',
      server('{ports,database/{batcher,busy-retry,resting}}.ts'),
      commonRules,
      sharedAll,
      'node:*',
      'npm:{zod,ldapts,ldapjs,lru-cache,nodemailer,node-forge,qrcode,csv-parse}',
    ],
    mayTypes: [server('**'), 'npm:kysely'],
  },

  { files: 'desktop/src/bridge.ts', may: [sharedAll] },
  {
    files: 'desktop/src/main/**',
    may: ['own/**', 'desktop/src/bridge.ts', sharedAll, 'node:*', 'npm:{electron,electron-updater,zod}'],
  },
  { files: 'desktop/src/preload/**', may: ['desktop/src/bridge.ts', 'npm:electron'] },
  ...browserRows('desktop/src/renderer', ['npm:@mantine/*', 'npm:@tabler/*', 'npm:@tanstack/*', 'npm:qrcode', 'desktop/src/bridge.ts']),
  ...browserRows('mobile-token/src', ['npm:{idb,zxing-wasm,jsqr,workbox-window}']),
]

/** Renderer and token app: app -> features -> ui, i18n; features never import features. Never `node:` nor `electron`. */
function browserRows(root: string, packages: readonly string[]): Row[] {
  const base = ['own/**', sharedAll, 'npm:{react,react-dom,i18next,react-i18next,zod}', ...packages]
  const below = (folders: string) => `${root}/{${folders}}/**`
  return [
    { files: `${root}/*`, may: [...base, `${root}/**`] },
    { files: `${root}/app/**`, may: [...base, `${root}/**`] },
    { files: `${root}/features/**`, may: [...base, below('ui,i18n,vault,platform,worker,api')], mayTypes: [below('app')] },
    // The vault keeps keys and knows no React.
    { files: `${root}/vault/**`, may: ['own/**', sharedAll, 'npm:idb'], mayTypes: [below('platform')] },
    { files: `${root}/{platform,worker,api}/**`, may: [...base, below('platform,worker,i18n')], mayTypes: [below('features')] },
    { files: `${root}/ui/**`, may: [...base, below('i18n,platform')] },
    { files: `${root}/i18n/**`, may: base },
  ]
}

/** Every import that the table does not allow, as sentences. */
export function findForbiddenImports(tree: SourceTree, table: readonly Row[] = importTable): string[] {
  return listImports(tree)
    .filter(({ from }) => !from.startsWith('tests/') && !from.startsWith('scripts/') && !/\.test\.tsx?$/.test(from))
    .filter((found) => !isAllowed(found, table))
    .map(({ from, to, isType }) => `${from} imports ${isType ? 'types of ' : ''}${to}`)
}

function isAllowed({ from, to, isType }: Import, table: readonly Row[]): boolean {
  const row = table.find(({ files }) => matchesGlob(from, files))
  if (!row) return false
  const own = featureOf(from)
  return [...row.may, ...(isType ? (row.mayTypes ?? []) : [])].some((glob) => matchesGlob(to, glob.replace(/^own\//, `${own}/`)))
}

/** The folder that is one feature: `server/src/tokens`, `desktop/src/renderer/features/tokens`. */
export function featureOf(path: string): string {
  return /^(?:.*\/features\/[^/]+|desktop\/src\/[^/]+\/[^/]+(?=\/)|[^/]+\/src\/[^/]+(?=\/)|[^/]+\/src)/.exec(path)?.[0] ?? path
}

/** A circle of features, types included: two features that know each other are one. `http` and `database` are layers, not features. */
export function findFeatureCycle(tree: SourceTree): string[] | undefined {
  const edges = listImports(tree)
    .filter(({ from, to }) => /^server\/src\/\w[\w-]*\//.test(from) && /^server\/src\/\w[\w-]*\//.test(to) && !from.endsWith('.test.ts'))
    .map(({ from, to }) => [featureOf(from), featureOf(to)] as const)
  const isLayer = (folder: string) => folder === server('http') || folder === server('database')
  return findCycle(edges.filter(([from, to]) => from !== to && !isLayer(from) && !isLayer(to)))
}
