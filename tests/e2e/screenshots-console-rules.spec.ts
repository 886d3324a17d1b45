// Screens that a company's policy and the passing of time bring: activation code, third-party app, expired token, end of a session.
// The user has no mouse: all of it is done by keyboard.
import { decodeBase32 } from '@motp/shared/encoding/base32'
import { issueActivationCode } from '@motp/shared/protocol/admin'
import { setPolicy } from '@motp/shared/protocol/admin-policy'
import { searchUsers } from '@motp/shared/protocol/admin-users'
import { expect } from '@playwright/test'
import { type ConsoleClient, createConsoleClient } from '../support/console-client.ts'
import { endLifeOfToken, leaveSessionsIdle } from '../support/passed-time.ts'
import { askOathtool } from '../support/unsealed-token.ts'
import { createAlbum } from './album.ts'
import { createConsoleScreen } from './console-screen.ts'
import { createKeyboard } from './keyboard.ts'
import { bothLanguages, test } from './trial.ts'

const account = 'TW01002547'

test.describe.configure({ timeout: 300_000 })

for (const language of bothLanguages) {
  test.describe(language, () => {
    test.use({ locale: language })

    test('screens of a strict policy and of passed time, by keyboard alone', async ({ page, trial }) => {
      const { origin, data } = trial
      const it = createConsoleClient(origin)
      await it.signIn('admin01')
      await it.call(setPolicy, { body: { preset: 'strict', values: { 'enrollment.otpauth': true } } })
      const take = createAlbum('console', language, [1280, 390])
      const computer = createConsoleScreen(page, origin, language)
      const { press, type } = createKeyboard(page)
      const { say, button } = computer
      await computer.signIn(account)
      await expect(page.getByRole('link', { name: say.thirdParty })).toBeVisible()
      await take(page, '27-tokens-strict')

      await press(page.getByRole('link', { name: say.thirdParty }))
      const dialog = page.getByRole('dialog', { name: say.activationTitle })
      await expect(dialog).toBeVisible()
      await take(page, '28-activation-code')
      const field = (number: number) => dialog.getByRole('textbox', { name: say.group(number) })
      const [first = '', ...others] = await issueCode(it)
      await type(
        field(1),
        first.replace(/.$/, (last) => String((Number(last) + 1) % 10)),
      )
      await expect(field(1)).toHaveAttribute('aria-invalid', 'true')
      await take(page, '29-activation-code-wrong')
      await type(field(1), [first, ...others].join(''))
      await press(dialog.getByRole('button', { name: say.confirm, exact: true }))

      await expect(button(say.showQr)).toBeVisible()
      await take(page, '30-third-party-ready')
      await press(button(say.showQr))
      await expect(page.getByRole('img', { name: say.thirdPartyQr })).toBeVisible()
      await take(page, '31-third-party')
      const key = await page.getByText(/^([A-Z2-7]{4} ?)+$/).textContent()
      await press(button(say.next))
      await expect(page.getByLabel(say.firstCode)).toBeVisible()
      await take(page, '32-third-party-codes')
      const [earlierCode, code] = await showCodesOfKey(key)
      await type(page.getByLabel(say.firstCode), earlierCode)
      await type(page.getByLabel(say.secondCode), code)
      await press(button(say.confirm))
      await expect(computer.heading(say.verified)).toBeVisible()
      await take(page, '33-third-party-verified')
      await press(page.getByRole('link', { name: say.backToTokens }))
      await computer.expectToken({ status: say.active, serial: /^[0-9A-F]{15}/ })
      await take(page, '34-tokens-third-party')

      const serial = await page
        .getByRole('table')
        .getByText(/^[0-9A-F]{15}$/)
        .textContent()
      await endLifeOfToken(data, (serial ?? '').replaceAll(/\s/g, ''))
      await page.reload()
      await computer.expectToken({ status: say.expired, serial: /^[0-9A-F]{15}/ })
      await take(page, '35-tokens-expired')

      const idleMs = 9 * 60_000
      await leaveSessionsIdle(data, idleMs)
      await page.clock.install()
      await page.clock.fastForward(idleMs)
      await expect(page.getByRole('dialog', { name: say.sessionEnds })).toBeVisible()
      await take(page, '36-session-end')
      await press(button(say.stay))
      await expect(page.getByRole('dialog')).toBeHidden()
      await press(button(say.signOut))
      await expect(page.getByText(say.hint)).toBeVisible()
    })
  })
}

/** IT reads out the three groups of a new activation code. */
async function issueCode(it: ConsoleClient): Promise<string[]> {
  const { users } = await it.call(searchUsers, { query: { search: account } })
  const { groups } = await it.call(issueActivationCode, { params: { userId: users[0]?.id ?? '' }, body: { reason: 'first phone' } })
  return groups
}

/** An app that is not ours, to which the key on the screen was typed by hand: the code before the current one, and the current one. */
async function showCodesOfKey(key: string | null): Promise<[string, string]> {
  const seed = decodeBase32((key ?? '').replaceAll(/\s/g, ''))
  if (!seed) throw new Error('the screen shows no key')
  const parameters = { algorithm: 'SHA-1', digits: 6, periodSeconds: 30 } as const
  const now = Date.now()
  const codeAt = (atMs: number) => askOathtool({ seed, parameters }, atMs)
  return [await codeAt(now - 30_000), await codeAt(now)]
}
