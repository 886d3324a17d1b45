// The rules stand in the server, their words in the console: none may lack a name and a meaning in either language.
import { ruleWords, wordedRules } from '@motp/desktop/policy-words'
import { policySchema } from '@motp/server/policies/policy'
import { languageSchema } from '@motp/shared/protocol/language'
import { expect, test } from 'vitest'

test.each(languageSchema.options)('each rule of the policy has its words in %s, and no other', (language) => {
  const rules = Object.keys(policySchema.shape)
  expect(wordedRules[language].toSorted()).toEqual(rules.toSorted())
  for (const rule of rules) expect(ruleWords(rule, language).meaning).not.toBe('')
})
