// The tables in which retention of the audit trail keeps its books. A part of the one schema, schema.ts.

export type RetentionTables = { auditSegments: AuditSegmentsTable; leases: LeasesTable }

/** Events that left the trail for a file. The key of the file is sealed, and bound to all that stands here but `clearedAt`. */
export type AuditSegmentsTable = {
  /** 1, 2, 3 … */
  number: number
  id: string
  firstSequence: number
  lastSequence: number
  /** Where the chain stood before the first event, and where after the last one. */
  previousHash: string
  lastHash: string
  firstAt: number
  lastAt: number
  /** SHA-256 of the file, hex */
  fileHash: string
  fileBytes: number
  sealedKey: string
  sealedAt: number
  /** null while its events are still in the database too */
  clearedAt: number | null
}

/** Work that one node does at a time. `holder` is empty while the work rests: then `until` is when it is due again. */
export type LeasesTable = { name: string; holder: string; until: number }
