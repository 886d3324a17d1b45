// The contract between the console page and the desktop shell: what the page may ask for. Preload and main both satisfy it.
// Every method is an intention of the console, never a capability: it names no path, no URL, no channel.
import type { Language } from '@motp/shared/protocol/language'

/** Under this name the page finds the bridge; in a plain browser there is none. */
export const bridgeName = 'tpemotp'
/** The one IPC channel. */
export const bridgeChannel = 'tpemotp:bridge'

/** What a person may want on paper: main chooses name and place with the user, the page only shows it. */
export const sheetKinds = ['activation-code', 'recovery-codes'] as const
export type SheetKind = (typeof sheetKinds)[number]

export type Appearance = { language: Language; colorScheme: 'light' | 'dark' | 'auto' }

export type Bridge = {
  /** Menu, title bar and the shell's own pages follow the console. */
  setAppearance(appearance: Appearance): Promise<void>
  /** While a QR code or digits are shown: no screenshots, no screen sharing of this window (Windows and macOS). */
  protectContent(state: { isOn: boolean }): Promise<void>
  /** The page as it prints, into a PDF file at a place that the user chooses. */
  saveSheet(sheet: { kind: SheetKind }): Promise<{ isSaved: boolean }>
  /** The page as it prints, to a printer that the user chooses. */
  printSheet(sheet: { kind: SheetKind }): Promise<{ isPrinted: boolean }>
}

export const bridgeMethods = ['setAppearance', 'protectContent', 'saveSheet', 'printSheet'] as const satisfies readonly (keyof Bridge)[]
