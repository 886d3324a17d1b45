// Where the window opens: where it was, if a screen is still there; else in its natural size. Pure; all in screen pixels.
import type { WindowState } from './user-settings.ts'

type Bounds = WindowState['bounds']
type Place = { bounds: Partial<Bounds>; isMaximized: boolean }

const naturalSize = { width: 1120, height: 800 }
/** So much of the title bar has to be on a screen that it can be grabbed. */
const grip = { width: 120, height: 40 }

export function placeWindow(remembered: WindowState | undefined, workAreas: readonly Bounds[]): Place {
  if (!remembered) return { bounds: naturalSize, isMaximized: false }
  const { bounds, isMaximized } = remembered
  const isReachable = workAreas.some((area) => overlaps({ ...bounds, height: grip.height }, area))
  return { bounds: isReachable ? bounds : { width: bounds.width, height: bounds.height }, isMaximized }
}

function overlaps(bar: Bounds, area: Bounds): boolean {
  const width = Math.min(bar.x + bar.width, area.x + area.width) - Math.max(bar.x, area.x)
  const height = Math.min(bar.y + bar.height, area.y + area.height) - Math.max(bar.y, area.y)
  return width >= grip.width && height >= grip.height
}
