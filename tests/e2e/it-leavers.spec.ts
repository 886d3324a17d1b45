// Who left, in the browser: the check of the directories, the brake, the suspension; the filter by group; RADIUS tested by a real packet.
import { join } from 'node:path'
import { addClient } from '@motp/shared/protocol/clients'
import { listTokens } from '@motp/shared/protocol/tokens'
import { expect } from '@playwright/test'
import SqliteDatabase from 'better-sqlite3'
import { createConsoleClient } from '../support/console-client.ts'
import { findFreePort } from '../support/free-port.ts'
import { startServerProcess } from '../support/server-process.ts'
import { registerOnline } from '../support/steps.ts'
import { createAlbum } from './album.ts'
import { itWords } from './it-words.ts'
import { signIn } from './sign-in.ts'
import { bothLanguages, test } from './trial.ts'

test.describe.configure({ timeout: 300_000 })

/** As if the directory had somebody else under this name: whoever is known here is gone from it. */
function forget(data: string, account: string): void {
  const file = new SqliteDatabase(join(data, 'motp.sqlite'))
  file.prepare(`update users set directoryId = '00000000-0000-4000-8000-000000000000' where account = ?`).run(account)
  file.close()
}

for (const language of bothLanguages) {
  test.describe(language, () => {
    test.use({ locale: language })
    const say = itWords[language]

    test('an administrator finds who left, makes sure, and suspends them by a job', async ({ page, trial }) => {
      const { origin, data } = trial
      const leaver = createConsoleClient(origin)
      await createConsoleClient(origin).signIn('TW01002547')
      await leaver.signIn('TW01003312')
      await registerOnline(leaver)
      const take = createAlbum('console', language, [1280, 390])
      await signIn(page, origin, 'admin01', language)
      await page.goto(`${origin}/it/leavers`)
      await expect(page.getByText(say.leavers.none)).toBeVisible()
      await take(page, '80-leavers-none')

      forget(data, 'TW01003312')
      await page.getByRole('button', { name: say.leavers.check }).click()
      await expect(page.getByRole('region', { name: 'Oracle' })).toContainText(say.leavers.oracleFound)
      const outlook = page.getByRole('region', { name: 'Outlook' })
      await expect(outlook).toContainText(say.leavers.outlookFound)
      await expect(outlook).toContainText(say.leavers.braked)
      await page.getByRole('checkbox', { name: say.leavers.chooseOne }).check()
      await take(page, '81-leavers')

      await page.getByRole('button', { name: say.leavers.suspendOne }).click()
      const dialog = page.getByRole('dialog')
      await expect(dialog.getByRole('button', { name: say.cancel })).toBeFocused()
      await dialog.getByRole('button', { name: say.leavers.prepare }).click()
      await expect(dialog.getByText(say.leavers.needsSure)).toBeVisible()
      await take(page, '82-leavers-braked')
      await dialog.getByRole('checkbox', { name: say.leavers.sure }).check()
      await dialog.getByRole('button', { name: say.leavers.prepare }).click()
      await expect(page.getByText(say.leavers.affectsOne)).toBeVisible()
      await page.getByRole('button', { name: say.bulk.start, exact: true }).click()
      await expect(dialog.getByRole('button', { name: say.cancel })).toBeFocused()
      await dialog.getByRole('button', { name: say.bulk.start, exact: true }).click()
      await expect(page.getByText(say.leavers.finishedOne)).toBeVisible()
      await take(page, '83-leavers-done')
      expect((await leaver.call(listTokens, {})).tokens[0]?.status).toBe('suspended')
      await page.goto(`${origin}/it/leavers`)
      await expect(page.getByText(say.leavers.none)).toBeVisible()
      await page.goto(`${origin}/it/leavers?tokens=any`)
      await expect(page.getByRole('table', { name: say.leavers.list })).toContainText('TW01003312')
    })

    test('the helpdesk lists a group and an auditor sees how many of it are registered', async ({ page, trial }) => {
      const { origin } = trial
      const employee = createConsoleClient(origin)
      await employee.signIn('TW01002547')
      await registerOnline(employee)
      const take = createAlbum('console', language, [1280, 390])
      await signIn(page, origin, 'helpdesk01', language)
      await page.goto(`${origin}/it/users`)
      await page.getByLabel(say.group.field, { exact: true }).first().fill(say.group.sales)
      await take(page, '84-users-group-choice')
      await page.getByRole('option', { name: say.group.sales }).click()
      await expect(page).toHaveURL(/group=/)
      await expect(page.getByRole('table', { name: say.group.list }).getByRole('row')).toHaveCount(2)
      await page.reload()
      await expect(page.getByRole('table', { name: say.group.list }).getByRole('row')).toHaveCount(2)
      await take(page, '85-users-group')
      await page.goto(`${origin}/it/bulk?group=VPN`)
      await page.getByLabel(say.reason).fill('VPN moved')
      await page.getByRole('button', { name: say.bulk.prepare }).click()
      await expect(page.getByText(say.bulk.affectsTwo)).toBeVisible()
      await page.goto(`${origin}/it/leavers`)
      await expect(page.getByText(say.leavers.onlyAdmin)).toBeVisible()
      await page.goto(`${origin}/it/reports`)
      const groups = page.getByRole('table', { name: say.group.report })
      await expect(groups.getByRole('row').filter({ hasText: say.group.sales })).toContainText('100%')
      await take(page, '86-reports-groups')
    })

    test('an administrator tests RADIUS by a real packet, and what one of a client would meet', async ({ page, folder }) => {
      const server = await startServerProcess({
        data: join(folder, 'radius'),
        environment: { MOTP_RADIUS_PORT: String(await findFreePort()) },
      })
      const { origin } = server
      const it = createConsoleClient(origin)
      await it.signIn('admin01')
      const gate = { name: 'Gate', kind: 'radius', addresses: ['10.1.0.0/16'], modes: ['code'] } as const
      await it.call(addClient, { body: { ...gate, addresses: [...gate.addresses], modes: [...gate.modes] } })
      const take = createAlbum('console', language, [1280, 390])
      await signIn(page, origin, 'admin01', language)
      await page.goto(`${origin}/it/setup`)
      await page.getByRole('button', { name: say.setup.radiusTest }).click()
      await expect(page.getByRole('listitem').filter({ hasText: say.setup.radiusPort })).toHaveCount(1)
      await take(page, '87-setup-radius')
      await page.getByRole('button', { name: say.setup.testGate }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel(say.setup.from).fill('10.1.2.3')
      await dialog.getByRole('button', { name: say.setup.run }).click()
      await expect(dialog.getByRole('listitem').filter({ hasText: say.setup.signedTaken })).toHaveCount(1)
      await take(page, '88-setup-radius-client')
      await server.stop()
    })
  })
}
