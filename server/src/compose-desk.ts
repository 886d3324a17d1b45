// What IT's desk stands on: users, callers, approvals, overview. Tests compose it without directories or a listening server.
import { createApprovalExpiry } from './approvals/approval-expiry-service.ts'
import { createApprovalMails } from './approvals/approval-mail-service.ts'
import { createApprovalService } from './approvals/approval-service.ts'
import { createAuditService } from './audit/audit-service.ts'
import type { SegmentService } from './audit/segment-service.ts'
import type { Base, Registration } from './compose.ts'
import { createCountService } from './counts/count-service.ts'
import { listNoticesOf, queueMailedCode } from './notices/notice-store.ts'
import { toMailView } from './notices/notice-view.ts'
import { createOverviewService, type OverviewDeps } from './overview/overview-service.ts'
import { listSessionsOf } from './sessions/session-store.ts'
import { requireThrottle } from './sessions/throttle-store.ts'
import { findCurrentToken } from './tokens/token-store.ts'
import { createAdminUserService } from './users/admin-user-service.ts'
import { createCallerService } from './users/caller-service.ts'

type Below = Omit<Base, 'config'> &
  Pick<Registration, 'adminTokens' | 'activationCodes' | 'tokens'> &
  Pick<OverviewDeps, 'readHealth'> & { segments: SegmentService }

const mailsShown = 30
/** Caller codes that one user is mailed. */
const callerMails = { limit: 3, windowMs: 10 * 60_000 }

export function composeDesk(base: Below) {
  const { database, ports, adminTokens, activationCodes, readHealth } = base
  const audit = createAuditService(base)
  const mails = createApprovalMails(ports)
  const approvalExpiry = createApprovalExpiry({ database, ports, mails })
  const approvals = createApprovalService({
    database,
    ports,
    mails,
    expiry: approvalExpiry,
    findTokenId: async (userId) => (await findCurrentToken(database.db, userId))?.id,
    carryOut: {
      reset: adminTokens.reset,
      resume: adminTokens.resume,
      unlock: adminTokens.unlock,
      extend: adminTokens.extend,
      'activation-code': activationCodes.issue,
    },
  })
  const counts = createCountService({ database, ports })
  return {
    audit,
    approvals,
    counts,
    approvalExpiry,
    adminUsers: composeUsers(base, { audit, approvals }),
    callers: composeCallers(base),
    overview: createOverviewService({ database, ports, audit, counts, readHealth, countWaitingApprovals: approvals.countWaiting }),
  }
}

type Desk = { audit: ReturnType<typeof createAuditService>; approvals: ReturnType<typeof createApprovalService> }

function composeUsers({ database, ports, adminTokens, activationCodes }: Below, { audit, approvals }: Desk) {
  return createAdminUserService({
    database,
    ports,
    viewToken: adminTokens.view,
    listTokensOf: adminTokens.listOf,
    listMailsOf: async (userId) => (await listNoticesOf(database.db, userId, mailsShown)).map(toMailView),
    listSessionsOf: async (userId) =>
      (await listSessionsOf(database.db, userId)).map(({ id, address, agent, createdAt, lastSeenAt }) => {
        return { id, address, agent, createdAt, lastSeenAt }
      }),
    listApprovalsOf: approvals.listWaitingOf,
    findActivationCodeEnd: activationCodes.findEnd,
    async findLastUse({ id, lastUsedAt }) {
      const use = await audit.findUse({ id, lastUsedAt })
      return { at: lastUsedAt, by: use ? (use.actorName ?? use.actor) : null, address: use?.address ?? null }
    },
    listHistoryOf: audit.listOf,
    issueActivationCode: activationCodes.issue,
  })
}

function composeCallers({ database, ports, seal, tokens }: Below) {
  return createCallerService({
    database,
    ports,
    verifyCodeOf: tokens.verifyCodeOf,
    queueCallerCode: (tx, { user, code, at, expiresAt }) =>
      queueMailedCode(tx, seal, { id: ports.random.id(), kind: 'caller-code', user, data: { code, expiresAt, address: null }, at }),
    countMail: (userId) => requireThrottle(database.db, { key: `caller-code:${userId}`, ...callerMails }, ports.clock.now()),
  })
}
