// A browser's User-Agent in the two words a person knows it by. Only for the eye: nothing is decided on it.

const browsers: readonly [RegExp, string][] = [
  [/Electron\//, 'TPEMOTP'],
  [/Edg(A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]

const systems: readonly [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]

/** For instance `Chrome · Windows`; undefined when neither is known. */
export function describeAgent(agent: string): string | undefined {
  const names = [browsers, systems].flatMap((table) => table.find(([pattern]) => pattern.test(agent))?.[1] ?? [])
  return names.length > 0 ? names.join(' · ') : undefined
}
