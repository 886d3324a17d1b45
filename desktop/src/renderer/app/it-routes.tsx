// The addresses of IT's pages. Each page is a chunk of its own: employees never load one.
import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'

export function createItRoutes<Root extends AnyRoute>(root: Root) {
  const it = createRoute({
    getParentRoute: () => root,
    path: '/it',
    component: lazyRouteComponent(() => import('./it-layout.tsx'), 'ItLayout'),
  })
  const overview = createRoute({
    getParentRoute: () => it,
    path: '/',
    component: lazyRouteComponent(() => import('../features/overview/overview-page.tsx'), 'OverviewPage'),
  })
  const users = createRoute({
    getParentRoute: () => it,
    path: '/users',
    component: lazyRouteComponent(() => import('./users-route.tsx'), 'UsersRoute'),
  })
  const user = createRoute({
    getParentRoute: () => it,
    path: '/users/$userId',
    component: lazyRouteComponent(() => import('./user-route.tsx'), 'UserRoute'),
  })
  const refusals = createRoute({
    getParentRoute: () => it,
    path: '/refusals',
    component: lazyRouteComponent(() => import('../features/refusals/refusals-page.tsx'), 'RefusalsPage'),
  })
  const approvals = createRoute({
    getParentRoute: () => it,
    path: '/approvals',
    component: lazyRouteComponent(() => import('./approvals-route.tsx'), 'ApprovalsRoute'),
  })
  const bulk = createRoute({
    getParentRoute: () => it,
    path: '/bulk',
    component: lazyRouteComponent(() => import('../features/bulk/bulk-page.tsx'), 'BulkPage'),
  })
  const leavers = createRoute({
    getParentRoute: () => it,
    path: '/leavers',
    component: lazyRouteComponent(() => import('./leavers-route.tsx'), 'LeaversRoute'),
  })
  const reports = createRoute({
    getParentRoute: () => it,
    path: '/reports',
    component: lazyRouteComponent(() => import('../features/reports/reports-page.tsx'), 'ReportsPage'),
  })
  const audit = createRoute({
    getParentRoute: () => it,
    path: '/audit',
    component: lazyRouteComponent(() => import('../features/audit/audit-page.tsx'), 'AuditPage'),
  })
  const policy = createRoute({
    getParentRoute: () => it,
    path: '/policy',
    component: lazyRouteComponent(() => import('./policy-route.tsx'), 'PolicyRoute'),
  })
  const setup = createRoute({
    getParentRoute: () => it,
    path: '/setup',
    component: lazyRouteComponent(() => import('./setup-route.tsx'), 'SetupRoute'),
  })
  return it.addChildren([overview, users, user, refusals, approvals, bulk, leavers, reports, audit, policy, setup])
}
