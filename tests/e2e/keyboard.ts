// A person without a mouse: Tab until the control is reached, then type, or press Enter.
import { expect, type Locator, type Page } from '@playwright/test'

/** More controls than any page of ours has. */
const maxTabs = 30

export function createKeyboard({ keyboard }: Page) {
  async function tabTo(control: Locator): Promise<void> {
    await expect(control).toBeEnabled()
    for (let tabs = 0; tabs < maxTabs; tabs++) {
      if (await control.evaluate((element) => element === document.activeElement)) return
      await keyboard.press('Tab')
    }
    throw new Error(`${maxTabs} times Tab did not reach ${control}`)
  }

  return {
    async press(control: Locator): Promise<void> {
      await tabTo(control)
      await keyboard.press('Enter')
    },
    /** Goes on where the focus jumps to by itself. */
    async type(control: Locator, text: string): Promise<void> {
      await tabTo(control)
      await keyboard.type(text)
    },
  }
}
