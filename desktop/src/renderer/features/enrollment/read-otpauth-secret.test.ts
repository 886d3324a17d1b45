import { expect, test } from 'vitest'
import { readOtpauthSecret } from './read-otpauth-secret.ts'

test('the seed is read in groups of four', () => {
  expect(readOtpauthSecret('otpauth://totp/TPEMOTP:TW01002547?secret=JBSWY3DPEHPK3PXP&issuer=TPEMOTP')).toBe('JBSW Y3DP EHPK 3PXP')
})
