// Sends what waits in the outbox: at least once, with growing waits while the mail server is away. Any number of nodes may run it.
import type { Brand } from '@motp/shared/protocol/brand'
import type { BrandService } from '../brand/brand-service.ts'
import type { Database } from '../database/database.ts'
import type { Ports } from '../ports.ts'
import { SealError } from '../seal/seal.ts'
import { noticeContext } from '../seal/seal-context.ts'
import type { Seal } from '../seal/seal-service.ts'
import { loadTemplates, type StoredTemplate } from './mail-template-store.ts'
import type { MailTransport } from './mail-transport.ts'
import { houseTimeZone, type NoticeContent, readNoticeContent } from './notice.ts'
import { claimNotice, type DueNotice, giveUpNotice, listDueNotices, markFailed, markSent, type QueuedNotice } from './notice-store.ts'
import { type Rendering, renderNotice } from './render-notice.ts'

export type NoticeSender = {
  /** Looks into the outbox every second until `stop`. */
  start(): void
  /** Resolves when the mail in hand is done with. */
  stop(): Promise<void>
  /** Sends what is due now; answers how many went out. */
  sendDue(): Promise<number>
}

/** `timeZone`: IANA name, for the times in the mails. */
type Deps = {
  database: Database
  transport: MailTransport
  seal: Pick<Seal, 'unseal'>
  ports: Ports
  brand: Pick<BrandService, 'current'>
  timeZone?: string
}

/** Read when mails are sent, not when they are queued: a correction reaches those that wait, on every node. */
type Look = { templates: readonly StoredTemplate[]; brand: Brand }

const pollMs = 1_000
const batchSize = 50
const minute = 60_000
const giveUpAfterMs = 7 * 24 * 60 * minute

/** Wait before the next attempt: one minute, doubling up to an hour. */
export function attemptWait(attempts: number): number {
  return Math.min(minute * 2 ** attempts, 60 * minute)
}

export function createNoticeSender(deps: Deps): NoticeSender {
  const { ports } = deps
  let timer: NodeJS.Timeout | undefined
  let running: Promise<unknown> = Promise.resolve()
  const poll = async () => {
    try {
      await sendDueNotices(deps)
    } catch (error) {
      ports.log.error({ err: error }, 'outbox cannot be read')
    }
  }
  const schedule = () => {
    timer = setTimeout(() => {
      running = poll().then(() => timer && schedule())
    }, pollMs)
  }
  return {
    start: schedule,
    async stop() {
      clearTimeout(timer)
      timer = undefined
      await running
    },
    sendDue: () => sendDueNotices(deps),
  }
}

async function sendDueNotices(deps: Deps): Promise<number> {
  const { database, ports } = deps
  let sent = 0
  for (;;) {
    const due = await listDueNotices(database.db, ports.clock.now(), batchSize)
    if (due.length === 0) return sent
    const look: Look = { templates: await loadTemplates(database.db), brand: await deps.brand.current() }
    for (const notice of due) {
      if (!(await claimNotice(database.db, notice, ports.clock.now() + attemptWait(notice.attempts)))) continue
      const outcome = await attempt(deps, notice, look)
      if (outcome === 'sent') sent += 1
      // One mail tells that the server is away; the others keep their place and their attempts.
      if (outcome === 'server-away') return sent
    }
  }
}

type Outcome = 'sent' | 'given-up' | 'refused' | 'server-away'

async function attempt(deps: Deps, notice: DueNotice, look: Look): Promise<Outcome> {
  const { database, transport, ports } = deps
  const content = await readContent(deps, notice)
  const now = ports.clock.now()
  const obsolete = content === undefined ? 'unreadable' : reasonToGiveUp(content, now)
  if (content === undefined || obsolete) {
    await giveUpNotice(database.db, notice, obsolete ?? 'unreadable')
    return 'given-up'
  }
  const mail = renderNotice(content, renderingOf(deps, notice, look))
  try {
    await transport.send({ id: notice.id, to: notice.recipient, ...mail })
  } catch (error) {
    const failure = describeFailure(error)
    await markFailed(database.db, notice, failure)
    ports.log.warn({ notice: notice.id, kind: notice.kind, attempts: notice.attempts + 1, failure }, 'a mail could not be sent')
    return failure.startsWith('EENVELOPE') ? 'refused' : 'server-away'
  }
  await markSent(database.db, notice, now)
  return 'sent'
}

function renderingOf({ timeZone = houseTimeZone }: Deps, notice: DueNotice, { templates, brand }: Look): Rendering {
  const { language, kind, name, account } = notice
  const template = templates.find((one) => one.kind === kind && one.language === language)
  return { language, timeZone, reader: { name: name ?? '', account: account ?? '' }, template, brand }
}

async function readContent(
  { seal, ports }: Deps,
  { id, kind, data, isSealed, createdAt }: QueuedNotice,
): Promise<NoticeContent | undefined> {
  try {
    const text = isSealed === 1 ? new TextDecoder().decode(await seal.unseal(data, noticeContext(id))) : data
    return readNoticeContent(kind, text, createdAt)
  } catch (error) {
    ports.log.error(
      { notice: id, kind, reason: error instanceof SealError ? 'unseal failed' : 'content not understood' },
      'a notice cannot be read',
    )
    return undefined
  }
}

/** A code that no longer works would only puzzle; a week of refusals will not end. */
function reasonToGiveUp(content: NoticeContent, now: number): string | undefined {
  if ('code' in content.data && content.data.expiresAt <= now) return 'expired'
  return now - content.at > giveUpAfterMs ? 'given up after a week' : undefined
}

/** Codes only: a server's answer may quote what it was sent. */
function describeFailure(error: unknown): string {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
  return [code ?? 'EUNKNOWN', responseCode].filter((part) => part !== undefined).join(' ')
}
