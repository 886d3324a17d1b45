import { forEachDatabase } from '@motp/tests/support/databases'
import { createFakeClock } from '@motp/tests/support/fake-clock'
import { expect, test } from 'vitest'
import { createAddressThrottle } from './address-throttle.ts'

forEachDatabase('a door that anybody may knock at', (open) => {
  test('is closed to one address after its limit, open to others, and open again later', async () => {
    const clock = createFakeClock()
    const count = createAddressThrottle({ database: await open(), clock }, { name: 'phone', limit: 2, windowMs: 60_000 })
    await count('2001:db8::1')
    await count('2001:db8::2')
    await expect(count('2001:db8::3')).rejects.toMatchObject({ code: 'too-many-requests', details: { retryAt: clock.now() + 60_000 } })
    await count('192.0.2.1')
    clock.advance(60_000)
    await count('2001:db8::3')
  })
})
