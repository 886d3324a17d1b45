// The desktop program around this page, if there is one: undefined in a plain browser, where the page does without.
import { type Bridge, bridgeName } from '../../bridge.ts'

export function findShell(): Bridge | undefined {
  return (globalThis as { [bridgeName]?: Bridge })[bridgeName]
}
