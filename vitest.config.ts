// Unit tests beside their files and the tests that cross parts; browser journeys run under Playwright (playwright.config.ts).
import { defineConfig } from 'vitest/config'

const timeouts = { testTimeout: 30_000, hookTimeout: 60_000 }

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'pure', include: ['{shared,desktop,mobile-token}/src/**/*.test.ts', 'tests/architecture.test.ts'], ...timeouts } },
      { test: { name: 'desktop', include: ['tests/desktop/*.test.ts'], ...timeouts } },
      {
        test: {
          name: 'server',
          include: ['server/src/**/*.test.ts', 'tests/{support,access,journeys,fault,interop}/**/*.test.ts'],
          globalSetup: 'tests/support/postgres-setup.ts',
          ...timeouts,
        },
      },
    ],
  },
})
