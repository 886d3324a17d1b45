// The words of the mails as IT changes them. What is looked at beforehand is rendered by the function that renders what is sent.
import type { MailTemplate, previewMailTemplate, TemplateWords } from '@motp/shared/protocol/admin-mail-templates'
import type { SetupFinding } from '@motp/shared/protocol/admin-setup'
import { AppError } from '@motp/shared/protocol/app-error'
import type { Reply } from '@motp/shared/protocol/endpoint'
import { type Language, languages } from '@motp/shared/protocol/language'
import { type NoticeKind, noticeKinds } from '@motp/shared/protocol/notice-kind'
import { appendAudit } from '../audit/audit-store.ts'
import type { BrandService } from '../brand/brand-service.ts'
import type { Database } from '../database/database.ts'
import type { Ports } from '../ports.ts'
import type { User } from '../users/user.ts'
import { findActorName } from '../users/user-store.ts'
import { exampleNotice, exampleReader } from './example-notice.ts'
import { deleteTemplate, loadTemplates, type StoredTemplate, saveTemplate } from './mail-template-store.ts'
import { houseTimeZone } from './notice.ts'
import { builtInTemplate, findFaults, placeholdersOf, tidyTemplate } from './notice-template.ts'
import { type RenderedNotice, renderNotice } from './render-notice.ts'

export type MailTemplateService = ReturnType<typeof createMailTemplateService>

type Key = { kind: NoticeKind; language: Language }
type Staff = { actor: string; address: string | null }

export type MailTemplateDeps = {
  database: Database
  ports: Ports
  brand: Pick<BrandService, 'current'>
  /** Goes out at once. Throws `mail-address-missing`. */
  sendNow(user: User, mail: RenderedNotice, staff: Staff): Promise<{ sentTo: string; findings: SetupFinding[] }>
}

export function createMailTemplateService({ database, ports, brand, sendNow }: MailTemplateDeps) {
  const { clock } = ports

  const view = async (key: Key, stored: readonly StoredTemplate[]): Promise<MailTemplate> => {
    const { kind, language } = key
    const own = stored.find((one) => isOf(one, key))
    const builtIn = builtInTemplate(kind, language)
    const { subject, text } = own ?? builtIn
    return {
      ...{ kind, language, subject, text, builtIn },
      isChanged: own !== undefined,
      placeholders: placeholdersOf(kind),
      revision: own?.revision ?? 0,
      changedAt: own?.revision ?? null,
      changedBy: own ? await findActorName(database.db, own.changedBy) : null,
    }
  }
  const viewNow = async (key: Key) => view(key, await loadTemplates(database.db))

  const render = async ({ kind, language }: Key, template: TemplateWords): Promise<RenderedNotice> =>
    renderNotice(exampleNotice(kind, language, clock.now()), {
      ...{ language, timeZone: houseTimeZone, reader: exampleReader(language), template },
      brand: await brand.current(),
    })

  const reset = async (key: Key, by: Staff): Promise<MailTemplate> => {
    await database.transact(async (tx) => {
      const before = await deleteTemplate(tx, key)
      if (!before) return
      const detail = { ...key, ...describeChange(before, builtInTemplate(key.kind, key.language)), isBuiltIn: true }
      await appendAudit(tx, { ...by, at: clock.now(), action: 'mail-template.changed', detail })
    })
    return viewNow(key)
  }

  return {
    async list(): Promise<MailTemplate[]> {
      const stored = await loadTemplates(database.db)
      const keys = noticeKinds.flatMap((kind) => languages.map((language) => ({ kind, language })))
      return Promise.all(keys.map((key) => view(key, stored)))
    },

    /** Throws `template-refused` with all that is wrong, `setting-conflict`. The built-in words, typed anew, are the built-in words. */
    async change(key: Key, { revision, ...typed }: TemplateWords & { revision: number }, by: Staff): Promise<MailTemplate> {
      const words = requireFaultless(key, typed)
      const builtIn = builtInTemplate(key.kind, key.language)
      if (words.subject === builtIn.subject && words.text === builtIn.text) return reset(key, by)
      await database.transact(async (tx) => {
        const before = (await loadTemplates(tx)).find((one) => isOf(one, key)) ?? builtIn
        const at = Math.max(clock.now(), revision + 1)
        if (!(await saveTemplate(tx, { ...key, ...words, revision: at, changedBy: by.actor }, revision)))
          throw new AppError('setting-conflict')
        await appendAudit(tx, { ...by, at, action: 'mail-template.changed', detail: { ...key, ...describeChange(before, words) } })
      })
      return viewNow(key)
    },

    reset,

    async preview(key: Key, typed: TemplateWords): Promise<Reply<typeof previewMailTemplate>> {
      const words = tidyTemplate(typed)
      const faults = findFaults(key.kind, words)
      if (faults.length > 0) return { faults, mail: null }
      const { subject, text } = await render(key, words)
      return { faults, mail: { subject, text } }
    },

    /** Throws `template-refused`, `mail-address-missing`. */
    test: async (key: Key, typed: TemplateWords, user: User, by: Staff) =>
      sendNow(user, await render(key, requireFaultless(key, typed)), by),
  }
}

function isOf(one: Key, { kind, language }: Key): boolean {
  return one.kind === kind && one.language === language
}

function requireFaultless({ kind }: Key, typed: TemplateWords): TemplateWords {
  const words = tidyTemplate(typed)
  const templateFaults = findFaults(kind, words)
  if (templateFaults.length > 0) throw new AppError('template-refused', { templateFaults })
  return words
}

/** The subject as it was and is; the text as it is: the one before stands in the event before. */
function describeChange(before: TemplateWords, next: TemplateWords): Record<string, string> {
  return {
    ...(before.subject === next.subject ? {} : { subject: `${before.subject} -> ${next.subject}` }),
    ...(before.text === next.text ? {} : { text: next.text }),
  }
}
