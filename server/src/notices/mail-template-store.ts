// Table `mailTemplates`: the words that differ from the built-in ones.
import type { TemplateWords } from '@motp/shared/protocol/admin-mail-templates'
import type { Language } from '@motp/shared/protocol/language'
import { type NoticeKind, noticeKinds } from '@motp/shared/protocol/notice-kind'
import type { MailTemplatesTable } from '../database/brand-schema.ts'
import type { Db, Tx } from '../database/database.ts'
import { findFaults } from './notice-template.ts'

type Key = { kind: NoticeKind; language: Language }
export type StoredTemplate = MailTemplatesTable & Key

/** A few dozen rows at most. What a newer or older version wrote and this one could not send is left alone: the built-in words stand. */
export async function loadTemplates(db: Db): Promise<StoredTemplate[]> {
  const rows = await db.selectFrom('mailTemplates').selectAll().execute()
  return rows.flatMap((row) => {
    const kind = noticeKinds.find((one) => one === row.kind)
    return kind && findFaults(kind, row).length === 0 ? [{ ...row, kind }] : []
  })
}

/** False when another change was faster than the one made from `from` (0: the built-in words stood). */
export async function saveTemplate(tx: Tx, row: StoredTemplate, from: number): Promise<boolean> {
  if (from === 0) {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('mailTemplates')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    return numInsertedOrUpdatedRows === 1n
  }
  const { subject, text, revision, changedBy } = row
  const { numUpdatedRows } = await tx
    .updateTable('mailTemplates')
    .set({ subject, text, revision, changedBy })
    .where('kind', '=', row.kind)
    .where('language', '=', row.language)
    .where('revision', '=', from)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** The words that went; undefined when the built-in ones stood. */
export async function deleteTemplate(tx: Tx, { kind, language }: Key): Promise<TemplateWords | undefined> {
  return tx
    .deleteFrom('mailTemplates')
    .where('kind', '=', kind)
    .where('language', '=', language)
    .returning(['subject', 'text'])
    .executeTakeFirst()
}
