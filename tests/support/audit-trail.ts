// The newest events of the audit trail, as a test wants to read them.
import type { Db } from '@motp/server/database/database'

export async function listAudit(db: Db, { limit }: { limit: number }) {
  const rows = await db.selectFrom('auditEvents').selectAll().orderBy('sequence', 'desc').limit(limit).execute()
  return rows.map((row) => ({ ...row, detail: JSON.parse(row.detail) as Record<string, unknown> }))
}
