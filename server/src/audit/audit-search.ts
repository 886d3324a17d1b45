// How a search of the trail is carried out: which filter leads (by an index), which only narrow, and how far back one step may look. Pure.
import { type AuditFilter, auditTopics } from '@motp/shared/protocol/admin-audit'
import type { AuditAction } from '@motp/shared/protocol/audit-action'

/** A filter whose names have become ids. Of lists any one fits. */
export type AuditSearch = {
  actors?: readonly string[] | undefined
  userIds?: readonly string[] | undefined
  tokenId?: string | undefined
  actions?: readonly AuditAction[] | undefined
  address?: string | undefined
  from?: number | undefined
  to?: number | undefined
  includesAccepted: boolean
}

export const acceptedAction = 'verification.accepted' satisfies AuditAction

/** The actions that are wanted; undefined for all of them. */
export function readActions({ topic, action }: Pick<AuditFilter, 'topic' | 'action'>): readonly AuditAction[] | undefined {
  if (action === undefined) return topic && auditTopics[topic]
  return topic === undefined || (auditTopics[topic] as readonly AuditAction[]).includes(action) ? [action] : []
}

/** Actors that are no person. */
export const impersonalActors = ['system', 'cli', 'phone', 'visitor'] as const

export type Lead = { column: 'userId' | 'actor' | 'address' | 'action'; values: readonly string[] }

/** The filter that fits the fewest events, each of its values by the index of its column. None: the trail is read as it lies. */
export function findLead({ userIds, actors, address, actions, includesAccepted }: AuditSearch): Lead | undefined {
  // The indexes leave accepted codes out.
  if (includesAccepted) return undefined
  if (userIds) return { column: 'userId', values: userIds }
  if (actors) return { column: 'actor', values: actors }
  if (address !== undefined) return { column: 'address', values: [address] }
  return actions && { column: 'action', values: actions }
}

/** Events that one step without an index may look at: a few milliseconds, some fifty on a cold disk. Whoever asks goes on from there. */
export const eventsPerStep = 4000
/** Of each value of a leading filter: they lie all over the trail, so each costs more. More than any page holds. */
export const ledEventsPerStep = 500

/** Nodes' clocks differ a little, so times do not quite rise with the numbers. */
export const clockToleranceMs = 60_000
