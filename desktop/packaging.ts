// How the desktop program is packaged: for which systems, under which name, with which doors closed. Read by package-program.ts and the tests.
import { join } from 'node:path'
import type { Configuration } from 'electron-builder'

const folder = import.meta.dirname
const shortcuts = { createDesktopShortcut: 'always', createStartMenuShortcut: true, shortcutName: 'TPEMOTP' } as const

/** `app`: the folder that package-program.ts laid out; `installerFile`: the server's address for every machine, if IT gave one. */
export function describePackaging({
  app,
  output,
  installerFile,
}: {
  app: string
  output: string
  installerFile: string | undefined
}): Configuration {
  return {
    appId: 'com.example.tpemotp',
    productName: 'TPEMOTP',
    copyright: 'TPEMOTP',
    directories: { app, output, buildResources: join(folder, 'packaging') },
    // The folder holds what runs and nothing else. Everything is bundled: `false` says that there are no modules to collect.
    files: ['**/*'],
    beforeBuild: async () => false,
    extraResources: installerFile === undefined ? [] : [{ from: installerFile, to: 'tpemotp.json' }],
    asar: true,
    electronLanguages: ['zh-TW', 'zh_TW', 'en', 'en-US', 'en_US'],
    // Each fuse is burnt into the program before it is signed; tests/desktop/packaging.test.ts reads them back.
    electronFuses: {
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
      resetAdHocDarwinSignature: true,
    },
    protocols: [{ name: 'TPEMOTP', schemes: ['tpemotp'] }],
    // The updater wants a place beside the program for its notes; where updates come from stands in IT's settings, never here.
    publish: { provider: 'generic', url: 'https://updates.invalid/' },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills these in
    artifactName: '${productName}-${version}-${os}-${arch}.${ext}',
    win: {
      target: ['nsis', 'msi'],
      icon: join(folder, 'icons/1024x1024.png'),
      // Started by its user, never elevated.
      requestedExecutionLevel: 'asInvoker',
    },
    nsis: {
      oneClick: false,
      perMachine: true,
      allowToChangeInstallationDirectory: false,
      ...shortcuts,
      installerLanguages: ['zh_TW', 'en_US'],
    },
    // Group policy installs it for the machine, without questions. The upgrade code never changes.
    msi: { perMachine: true, oneClick: true, runAfterFinish: false, upgradeCode: '6C0E7B0A-2B0C-4C0E-9C51-5B8F7D0F4A11', ...shortcuts },
    mac: {
      target: ['dmg', 'zip'],
      icon: join(folder, 'icons/mac.png'),
      category: 'public.app-category.business',
      hardenedRuntime: true,
      gatekeeperAssess: false,
      entitlements: join(folder, 'packaging/entitlements.mac.plist'),
      entitlementsInherit: join(folder, 'packaging/entitlements.mac.plist'),
      extendInfo: { CFBundleLocalizations: ['zh_TW', 'en'], NSAppTransportSecurity: { NSAllowsArbitraryLoads: false } },
    },
    linux: {
      target: ['deb', 'AppImage'],
      icon: join(folder, 'icons'),
      category: 'Office',
      executableName: 'tpemotp',
      maintainer: 'IT <it@example.com>',
      synopsis: 'One-time-password tokens of the company',
      desktop: {
        entry: { Name: 'TPEMOTP', Comment: 'One-time-password tokens', 'Comment[zh_TW]': '載具管理', StartupWMClass: 'TPEMOTP' },
      },
    },
  }
}
