// A phone's name for people, from its User-Agent: `iPhone · Safari`. It helps to recognise one's own phone; it proves nothing.

// In this order: iPadOS and Android name other systems too, and nearly every browser names Chrome or Safari.
const systems: readonly (readonly [RegExp, string])[] = [
  [/iPhone|iPod/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Macintosh|Mac OS X/, 'Mac'],
  [/Linux/, 'Linux'],
]

const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bLine\//i, 'LINE'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\/|\bOPT\//, 'Opera'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]

/** Undefined when nothing of it is known. */
export function deviceName(userAgent: string): string | undefined {
  const known = [firstMatch(systems, userAgent), firstMatch(browsers, userAgent)].filter((name) => name !== undefined)
  return known.length === 0 ? undefined : known.join(' · ')
}

function firstMatch(names: readonly (readonly [RegExp, string])[], userAgent: string): string | undefined {
  return names.find(([pattern]) => pattern.test(userAgent))?.[1]
}
