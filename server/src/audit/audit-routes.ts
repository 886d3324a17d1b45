// The trail over HTTP: a user's own history, and for auditors search, state, check and export.
import {
  type AuditEventView,
  checkAudit,
  exportAudit,
  getAuditState,
  listAudit,
  listAuditSegments,
} from '@motp/shared/protocol/admin-audit'
import { listActivity } from '@motp/shared/protocol/tokens'
import { csvStart, toCsv } from '../http/csv.ts'
import { toJsonChunks } from '../http/download.ts'
import type { Router } from '../http/router.ts'
import type { AuditService } from './audit-service.ts'

export function addAuditRoutes(router: Router, audit: AuditService): void {
  router.add(listActivity, ({ query, caller }) => audit.listActivity(caller.session.user.id, query))
  router.add(listAudit, ({ query }) => audit.list(query))
  router.add(getAuditState, () => audit.state())
  router.add(listAuditSegments, ({ query }) => audit.listSegments(query))
  router.addStream(checkAudit, ({ caller, emit, signal }) => audit.check(toReader(caller), emit, signal))
  router.addDownload(exportAudit, async ({ query: { format, ...filter }, caller }) => {
    const pages = await audit.export(filter, format, toReader(caller))
    return format === 'csv'
      ? { fileName: 'audit.csv', type: 'text/csv', chunks: toCsvChunks(pages) }
      : { fileName: 'audit.json', type: 'application/json', chunks: toJsonChunks(pages) }
  })
}

const header = ['number', 'time', 'actor', 'actor name', 'action', 'account', 'serial', 'address', 'detail']

async function* toCsvChunks(pages: AsyncIterable<readonly AuditEventView[]>): AsyncGenerator<string> {
  yield csvStart + toCsv([header])
  for await (const page of pages) yield toCsv(page.map(toRow))
}

function toRow({ sequence, at, actor, actorName, action, account, serial, address, detail }: AuditEventView) {
  return [sequence, new Date(at).toISOString(), actor, actorName, action, account, serial, address, JSON.stringify(detail)]
}

/** Sessions stand on the trail, so the trail does not know them. */
function toReader({ session, address }: { session: { user: { id: string } }; address: string }) {
  return { actor: `admin:${session.user.id}`, address }
}
