// What happens without being asked: unanswered registrations are sent again, the clock is compared, digits typed too long ago are
// erased; at the start, whenever the network returns and whenever the app comes back to the screen.
import { useCallback, useEffect } from 'react'
import type { Services } from './services.ts'

/** The same work on request. */
export function useBackgroundWork(services: Services): () => void {
  const work = useCallback(() => {
    void resendPending(services)
    void services.clock.measure()
    void services.drafts.eraseExpired()
  }, [services])
  useEffect(() => {
    const onVisible = () => document.visibilityState === 'visible' && work()
    work()
    addEventListener('online', work)
    document.addEventListener('visibilitychange', onVisible)
    return () => {
      removeEventListener('online', work)
      document.removeEventListener('visibilitychange', onVisible)
    }
  }, [work])
  return work
}

async function resendPending(services: Services): Promise<void> {
  if (services.vault.profiles().every(({ state }) => state !== 'pending')) return
  const { resendFinishes } = await import('../features/enroll/resend-finish.ts')
  await resendFinishes(services)
}
