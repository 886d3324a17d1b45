// The screens as fragments of the address: `#/profile/ID`. The phone's own back gesture walks through them, with no network.

export type Route =
  | { screen: 'codes' | 'add' | 'scan' | 'offline' | 'settings' }
  | { screen: 'profile' | 'registration-info' | 'registered'; profileId: string }

export function parseRoute(hash: string): Route {
  const [screen, profileId] = hash.replace(/^#\/?/, '').split('/')
  if (screen === 'add' || screen === 'scan' || screen === 'offline' || screen === 'settings') return { screen }
  if ((screen === 'profile' || screen === 'registration-info' || screen === 'registered') && profileId) return { screen, profileId }
  return { screen: 'codes' }
}

export function formatRoute(route: Route): string {
  if (route.screen === 'codes') return '#/'
  return 'profileId' in route ? `#/${route.screen}/${route.profileId}` : `#/${route.screen}`
}
