// The digits typed so far: restored after a reload, kept at every change, forgotten when their ten minutes are over.
import { useEffect, useState } from 'react'
import { draftLifetimeMs, type OfflineDraft, type OfflineDraftStore } from '../../vault/offline-draft.ts'
import { emptyGroups } from './digit-entry.ts'

export type OfflineEntry = {
  /** Undefined while the stored draft is being read. */
  draft: OfflineDraft | undefined
  isResumed: boolean
  change: (part: Partial<Pick<OfflineDraft, 'challenge' | 'activation'>>) => void
  clear: () => void
}

export function useOfflineEntry(drafts: OfflineDraftStore, now: () => number): OfflineEntry {
  const [draft, setDraft] = useState<OfflineDraft>()
  const [isResumed, setResumed] = useState(false)

  useEffect(() => {
    void drafts.find().then((found) => {
      setDraft(found ?? emptyDraft(now()))
      setResumed(found !== undefined)
    })
  }, [drafts, now])

  function clear(): void {
    setDraft(emptyDraft(now()))
    setResumed(false)
    void drafts.erase()
  }
  function change(part: Partial<Pick<OfflineDraft, 'challenge' | 'activation'>>): void {
    if (!draft) return
    const startedAt = isEmpty(draft) ? now() : draft.startedAt
    const next = { ...draft, ...part, startedAt }
    setDraft(next)
    void drafts.save(next)
  }
  useExpiry(draft, now, clear)
  return { draft, isResumed, change, clear }
}

function useExpiry(draft: OfflineDraft | undefined, now: () => number, clear: () => void): void {
  useEffect(() => {
    if (!draft || isEmpty(draft)) return
    const timer = setTimeout(clear, draft.startedAt + draftLifetimeMs - now())
    return () => clearTimeout(timer)
  })
}

function emptyDraft(startedAt: number): OfflineDraft {
  return { startedAt, challenge: emptyGroups('challenge'), activation: emptyGroups('activation') }
}

function isEmpty({ challenge, activation }: OfflineDraft): boolean {
  return [...challenge, ...activation].every((group) => group === '')
}
