// /api/v1/admin/bulk: one action on many, and lists taken along as files.
import {
  cancelBulk,
  chooseBulk,
  downloadBulkRows,
  exportUsers,
  getBulk,
  importBulk,
  listBulk,
  listBulkRows,
  prepareBulk,
  startBulk,
} from '@motp/shared/protocol/admin-bulk'
import type { UserRow } from '@motp/shared/protocol/admin-users'
import { bulkSentence } from '@motp/shared/protocol/bulk-fault'
import type { Language } from '@motp/shared/protocol/language'
import { csvStart, toCsv } from '../http/csv.ts'
import { toJsonChunks } from '../http/download.ts'
import type { Router } from '../http/router.ts'
import type { Caller } from '../sessions/session.ts'
import type { BulkStaff } from './bulk.ts'
import type { BulkGatherService } from './bulk-gather-service.ts'
import type { BulkService } from './bulk-service.ts'

export function addBulkRoutes(router: Router, { bulk, bulkGather }: { bulk: BulkService; bulkGather: BulkGatherService }): void {
  router.add(listBulk, async () => ({ jobs: await bulk.list() }))
  router.add(prepareBulk, async ({ body: { filter, ...wanted }, caller }) => ({
    job: await bulkGather.prepare(wanted, filter, toStaff(caller)),
  }))
  router.add(chooseBulk, async ({ body: { userIds, ...wanted }, caller }) => ({
    job: await bulkGather.choose(wanted, userIds, toStaff(caller)),
  }))
  router.addUpload(importBulk, async ({ query, file, caller }) => ({ job: await bulkGather.import(query, file, toStaff(caller)) }))
  router.add(getBulk, async ({ params }) => ({ job: await bulk.get(params.jobId) }))
  router.add(startBulk, async ({ params, caller }) => ({ job: await bulk.start(params.jobId, toStaff(caller)) }))
  router.add(cancelBulk, async ({ params, caller }) => ({ job: await bulk.cancel(params.jobId, toStaff(caller)) }))
  router.add(listBulkRows, ({ params, query }) => bulk.listRows(params.jobId, query))
  router.addDownload(downloadBulkRows, async ({ params, query, caller }) => {
    const pages = await bulk.exportRows(params.jobId, query.which)
    return { fileName: `bulk-${query.which}.csv`, type: 'text/csv', chunks: toResultLines(pages, caller.language) }
  })
  router.addDownload(exportUsers, async ({ query: { format, ...filter }, caller }) => {
    const pages = await bulkGather.exportUsers(filter, format, toStaff(caller))
    return format === 'csv'
      ? { fileName: 'users.csv', type: 'text/csv', chunks: toUserLines(pages) }
      : { fileName: 'users.json', type: 'application/json', chunks: toJsonChunks(pages) }
  })
}

/** Begins with the columns of an import, so that the corrected file can be taken as it is. */
async function* toResultLines(pages: Awaited<ReturnType<BulkService['exportRows']>>, language: Language): AsyncGenerator<string> {
  yield csvStart + toCsv([['account', 'line', 'serial', 'outcome', 'explanation']])
  for await (const page of pages) {
    yield toCsv(
      page.map(({ account, position, serial, outcome }) => [
        ...[account, position, serial, outcome],
        outcome === 'done' || outcome === 'waiting' ? '' : bulkSentence(outcome, language),
      ]),
    )
  }
}

const userHeader = [
  'account',
  'name',
  'directory',
  'mail',
  'serial',
  'status',
  'mode',
  'assurance',
  'enrolled',
  'expires',
  'last used',
  'last sign-in',
]

async function* toUserLines(pages: AsyncIterable<readonly UserRow[]>): AsyncGenerator<string> {
  yield csvStart + toCsv([userHeader])
  for await (const page of pages) yield toCsv(page.map(toUserLine))
}

function toUserLine({ account, displayName, directory, mail, token, lastSignInAt }: UserRow) {
  const { serial = null, status = null, mode = null, assurance = null } = token ?? {}
  const times = [token?.enrolledAt, token?.expiresAt, token?.lastUsedAt, lastSignInAt].map((at) =>
    at == null ? null : new Date(at).toISOString(),
  )
  return [account, displayName, directory, mail, serial, status, mode, assurance, ...times]
}

function toStaff({ session, address }: Caller): BulkStaff {
  return { actor: `admin:${session.user.id}`, account: session.user.account, address }
}
