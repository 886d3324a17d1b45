// What the bridge's methods do, in main.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Language } from '@motp/shared/protocol/language'
import { app, type BrowserWindow, dialog } from 'electron'
import type { Bridge, SheetKind } from '../bridge.ts'
import type { AppearanceKeeper } from './appearance.ts'
import { shellWords } from './shell-words.ts'

export function createBridge({ window, appearance }: { window: BrowserWindow; appearance: AppearanceKeeper }): Bridge {
  return {
    async setAppearance(chosen) {
      appearance.set(chosen)
    },
    async protectContent({ isOn }) {
      window.setContentProtection(isOn)
    },
    async saveSheet({ kind }) {
      const suggested = join(app.getPath('documents'), sheetFileName(kind, appearance.read().language))
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        defaultPath: suggested,
        filters: [{ name: 'PDF', extensions: ['pdf'] }],
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      })
      if (canceled || filePath === '') return { isSaved: false }
      // Readable by its owner alone: what is on the sheet helps to take over a token.
      await writeFile(filePath, await window.webContents.printToPDF({ pageSize: 'A4' }), { mode: 0o600 })
      return { isSaved: true }
    },
    printSheet: () =>
      new Promise((resolve) => {
        window.webContents.print({ silent: false, printBackground: false }, (isPrinted) => resolve({ isPrinted }))
      }),
  }
}

function sheetFileName(kind: SheetKind, language: Language): string {
  return `TPEMOTP ${shellWords[language].sheet[kind]}.pdf`
}
