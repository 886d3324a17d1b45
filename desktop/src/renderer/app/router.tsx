// The console's addresses. What is behind the sign-in is loaded when it is first needed.
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  parseSearchWith,
  stringifySearchWith,
} from '@tanstack/react-router'
import type { SignInReason } from '../features/sessions/sign-in-page.tsx'
import { HomePage } from './home-page.tsx'
import { createItRoutes } from './it-routes.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import { PublicLayout, RootErrorPage } from './public-layout.tsx'
import { SignInRoute } from './sign-in-route.tsx'

const pages = () => import('./signed-in-pages.tsx')

const root = createRootRoute({ notFoundComponent: NotFoundPage, errorComponent: RootErrorPage })

const publicLayout = createRoute({ getParentRoute: () => root, id: 'public', component: PublicLayout })
const home = createRoute({ getParentRoute: () => publicLayout, path: '/', component: HomePage })
const signIn = createRoute({
  getParentRoute: () => publicLayout,
  path: '/sign-in',
  component: SignInRoute,
  validateSearch: (search: Record<string, unknown>): { reason?: SignInReason; next?: string } => ({
    ...(search.reason === 'ended' || search.reason === 'signed-out' ? { reason: search.reason } : {}),
    // Only an address of this console: `//host` would be another one.
    ...(typeof search.next === 'string' && /^\/(?!\/)/.test(search.next) ? { next: search.next } : {}),
  }),
})
const help = createRoute({
  getParentRoute: () => publicLayout,
  path: '/help',
  component: lazyRouteComponent(() => import('../features/help/help-page.tsx'), 'HelpPage'),
})

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: lazyRouteComponent(() => import('./signed-in-layout.tsx'), 'SignedInLayout'),
})
const tokens = createRoute({ getParentRoute: () => signedIn, path: '/tokens', component: lazyRouteComponent(pages, 'TokensRoute') })
const online = createRoute({
  getParentRoute: () => signedIn,
  path: '/tokens/$tokenId/online',
  component: lazyRouteComponent(pages, 'OnlineRoute'),
})
const offline = createRoute({
  getParentRoute: () => signedIn,
  path: '/tokens/$tokenId/offline',
  component: lazyRouteComponent(pages, 'OfflineRoute'),
})
const otpauth = createRoute({
  getParentRoute: () => signedIn,
  path: '/tokens/$tokenId/otpauth',
  component: lazyRouteComponent(pages, 'OtpauthRoute'),
})
const activity = createRoute({
  getParentRoute: () => signedIn,
  path: '/activity',
  component: lazyRouteComponent(() => import('../features/activity/activity-page.tsx'), 'ActivityPage'),
})
const sessions = createRoute({
  getParentRoute: () => signedIn,
  path: '/sessions',
  component: lazyRouteComponent(() => import('../features/sessions/sessions-page.tsx'), 'SessionsPage'),
})

const routeTree = root.addChildren([
  publicLayout.addChildren([home, signIn, help]),
  signedIn.addChildren([tokens, online, offline, otpauth, activity, sessions]),
  createItRoutes(root),
])

// Filters in an address are plain text (`?search=12345678`), never JSON.
const parseSearch = parseSearchWith((value) => value)
const stringifySearch = stringifySearchWith(JSON.stringify)

export function createConsoleRouter() {
  return createRouter({ routeTree, defaultPreload: 'intent', scrollRestoration: true, parseSearch, stringifySearch })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>
  }
}
