// The menu and its shortcuts, in the console's language. Standard roles wherever there is one.

import type { Language } from '@motp/shared/protocol/language'
import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { Shell } from './create-shell.ts'
import { externalLinks } from './external-links.ts'
import { shellWords } from './shell-words.ts'

type MenuDeps = {
  language: Language
  platform: NodeJS.Platform
  isPackaged: boolean
  shell: Shell
  openLink: (link: string) => void
}

export function setAppMenu(deps: MenuDeps): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(describeMenu(deps)))
}

function describeMenu({ language, platform, isPackaged, shell, openLink }: MenuDeps): MenuItemConstructorOptions[] {
  const words = shellWords[language].menu
  const separator = { type: 'separator' } as const
  return [
    {
      label: 'TPEMOTP',
      submenu: [
        { role: 'about', label: words.about },
        ...(shell.mayChangeServer() ? [separator, { label: words.changeServer, click: () => void shell.changeServer() }] : []),
        separator,
        { role: 'quit', label: words.quit, accelerator: platform === 'win32' ? 'Alt+F4' : 'CommandOrControl+Q' },
      ],
    },
    {
      label: words.edit,
      submenu: [
        { role: 'undo', label: words.undo },
        { role: 'redo', label: words.redo },
        separator,
        { role: 'cut', label: words.cut },
        { role: 'copy', label: words.copy },
        { role: 'paste', label: words.paste },
        { role: 'selectAll', label: words.selectAll },
      ],
    },
    {
      label: words.view,
      submenu: [
        { label: words.home, accelerator: 'CommandOrControl+Shift+H', click: () => void shell.open('/') },
        { role: 'reload', label: words.reload },
        separator,
        { role: 'zoomIn', label: words.zoomIn },
        { role: 'zoomOut', label: words.zoomOut },
        { role: 'resetZoom', label: words.resetZoom },
        separator,
        { role: 'togglefullscreen', label: words.fullScreen },
        ...(isPackaged ? [] : [separator, { role: 'toggleDevTools' } as const]),
      ],
    },
    {
      label: words.help,
      role: 'help',
      submenu: [
        { label: words.helpPage, accelerator: 'F1', click: () => void shell.open('/help') },
        separator,
        { label: words.iPhoneHelp, click: () => openLink(externalLinks.iPhoneHelp) },
        { label: words.androidHelp, click: () => openLink(externalLinks.androidHelp) },
      ],
    },
  ]
}
