// What each sealed value is bound to. JSON arrays, so that no two contexts can run together into the same text.
import type { OtpParameters } from '@motp/shared/otp/otp-parameters'
import type { AuditSegmentsTable } from '../database/retention-schema.ts'

/** A seed opens for its own token, user and parameters only: a row changed by hand, or a seed copied to another row, is refused. */
export function tokenSeedContext(token: { tokenId: string; userId: string; parameters: OtpParameters }): string {
  const { algorithm, digits, periodSeconds } = token.parameters
  return JSON.stringify(['token-seed', token.tokenId, token.userId, algorithm, digits, periodSeconds])
}

/** The columns `sealedSecret`, `sealedSeed` and `exchange` of an enrollment. */
export type EnrollmentPurpose = 'secret' | 'seed' | 'exchange'

export function enrollmentContext(enrollmentId: string, purpose: EnrollmentPurpose): string {
  return JSON.stringify(['enrollment', enrollmentId, purpose])
}

export function noticeContext(noticeId: string): string {
  return JSON.stringify(['notice', noticeId])
}

export function activationCodeContext(activationCodeId: string): string {
  return JSON.stringify(['activation-code', activationCodeId])
}

/** The shared secret of a RADIUS client. */
export function clientSecretContext(clientId: string): string {
  return JSON.stringify(['client-secret', clientId])
}

/** The key of a segment's file opens beside the row that it was sealed with, and beside no other. */
export function auditSegmentContext(segment: Omit<AuditSegmentsTable, 'sealedKey' | 'clearedAt'>): string {
  const { number, id, firstSequence, lastSequence, previousHash, lastHash, firstAt, lastAt, fileHash, fileBytes, sealedAt } = segment
  const range = [firstSequence, lastSequence, previousHash, lastHash, firstAt, lastAt]
  return JSON.stringify(['audit-segment', number, id, ...range, fileHash, fileBytes, sealedAt])
}

/** A line of a segment's file, at its place. */
export function auditSegmentLineContext(segmentId: string, index: number): string {
  return JSON.stringify(['audit-segment-line', segmentId, index])
}

export function serverKeyContext(name: string): string {
  return JSON.stringify(['server-key', name])
}

export function dataKeyContext(keyId: string): string {
  return JSON.stringify(['data-key', keyId])
}

/** The secret under which the server tests its own RADIUS port. */
export const testSecretContext = JSON.stringify(['radius-test-secret'])
