import { describe, expect, test } from 'vitest'
import { en } from './en.ts'
import { keepLanguage, languageOf, readLanguage } from './language-choice.ts'
import { zhTW } from './zh-tw.ts'

type Tree = { [key: string]: string | Tree }
const flatten = (tree: Tree, prefix = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? ([[prefix + key, value]] as [string, string][]) : flatten(value, `${prefix}${key}.`),
  )
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()

describe('the catalogues', () => {
  const english = new Map(flatten(en))
  test('have the same keys', () =>
    expect([...english.keys()].sort()).toEqual(
      flatten(zhTW)
        .map(([key]) => key)
        .sort(),
    ))
  test('have a text for each key, with the same placeholders', () => {
    const broken = flatten(zhTW).filter(
      ([key, text]) => !text || !english.get(key) || String(placeholders(text)) !== String(placeholders(english.get(key) ?? '')),
    )
    expect(broken).toEqual([])
  })
})

test('anything Chinese is zh-TW, the rest English', () => {
  expect(['zh-TW', 'zh-Hant-HK', 'zh-CN', 'en-GB', 'ja'].map(languageOf)).toEqual(['zh-TW', 'zh-TW', 'zh-TW', 'en', 'en'])
})

test('the choice outlives the visit and wins over the phone', () => {
  const store = new Map<string, string>()
  const storage = { getItem: (key: string) => store.get(key) ?? null, setItem: (key: string, value: string) => void store.set(key, value) }
  expect(readLanguage(storage, 'zh-TW')).toBe('zh-TW')
  keepLanguage(storage, 'en')
  expect(readLanguage(storage, 'zh-TW')).toBe('en')
})
