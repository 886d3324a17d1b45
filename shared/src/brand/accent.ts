// An accent colour and what may be done with it. No colour at all has 4.5 : 1 on white and on a dark ground, so a company gives the one for
// light grounds, and the dark one is made from it: the same hue, as light as it has to be. Colours are `#rrggbb`.

/** WCAG 2.2, 1.4.3: contrast of text. */
export const textContrast = 4.5
/** What accent-coloured text stands on, and what stands on the accent (white). The light ground is the worst of a page's. */
const lightGround = '#f2f2f0'
const darkGround = '#263031'

export type AccentPair = { light: string; dark: string }

/** WCAG 2.2, definition of contrast ratio: 1 to 21. */
export function contrastOf(one: string, other: string): number {
  const [lighter, darker] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => b - a) as [number, number]
  return (lighter + 0.05) / (darker + 0.05)
}

/** Readable on every light ground, and white on it. */
export function isReadableAccent(colour: string): boolean {
  return contrastOf(colour, lightGround) >= textContrast
}

/** `colour` itself if it is readable; else the same hue, darkened no further than it takes. */
export function nearestReadableAccent(colour: string): string {
  const most = (luminanceOf(lightGround) + 0.05) / textContrast - 0.05
  const linear = toLinear(colour)
  const factor = Math.min(1, most / luminanceOf(colour))
  return isReadableAccent(colour) ? colour : toHex(linear.map((part) => part * factor) as Rgb, Math.floor)
}

/** The same hue for dark grounds: lightened no further than it takes, and never darker than it was. */
export function accentPairOf(light: string): AccentPair {
  const least = (luminanceOf(darkGround) + 0.05) * textContrast - 0.05
  const now = luminanceOf(light)
  const toWhite = now >= least ? 0 : (least - now) / (1 - now)
  return { light, dark: toHex(toLinear(light).map((part) => part + (1 - part) * toWhite) as Rgb, Math.ceil) }
}

/** `share` of `other` in `colour`, mixed as a screen does: 0 leaves it, 1 replaces it. */
export function mixColours(colour: string, other: string, share: number): string {
  const [a, b] = [toParts(colour), toParts(other)]
  return toText(a.map((part, index) => Math.round(part + ((b[index] ?? 0) - part) * share)))
}

type Rgb = [red: number, green: number, blue: number]

/** WCAG 2.2, definition of relative luminance. */
function luminanceOf(colour: string): number {
  const [red, green, blue] = toLinear(colour)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function toLinear(colour: string): Rgb {
  return toParts(colour).map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4)) as Rgb
}

/** `round`: to the side on which the contrast is. */
function toHex(linear: Rgb, round: (value: number) => number): string {
  return toText(linear.map((part) => round((part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055) * 255 - slack(round))))
}

/** Of the computer's own rounding, so that a value that was whole stays what it was. */
function slack(round: (value: number) => number): number {
  return round === Math.floor ? -1e-9 : 1e-9
}

function toParts(colour: string): Rgb {
  const value = Number.parseInt(colour.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

function toText(parts: readonly number[]): string {
  return `#${parts.map((part) => Math.min(255, Math.max(0, part)).toString(16).padStart(2, '0')).join('')}`
}
