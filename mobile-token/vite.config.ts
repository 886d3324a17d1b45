// Builds the token app to dist/, served at /token/. Everything it can ever load is precached, so it works with no network.
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { limitFirstLoad } from './limit-first-load.ts'
import packageJson from './package.json' with { type: 'json' }

const manifest = {
  id: '/token/',
  name: 'MOTP 載具',
  short_name: 'MOTP',
  description: '公司一次性密碼載具 · One-time passwords for your company account',
  lang: 'zh-TW',
  start_url: '/token/',
  scope: '/token/',
  display: 'standalone' as const,
  orientation: 'portrait' as const,
  background_color: '#f6f4ef',
  theme_color: '#0b6864',
  icons: [
    { src: 'icons/icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: 'icons/icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: 'icons/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
}

export default defineConfig({
  base: '/token/',
  plugins: [
    react(),
    VitePWA({
      strategies: 'generateSW',
      // A new version waits until the user takes it: nobody's code screen reloads under their fingers.
      registerType: 'prompt',
      injectRegister: false,
      manifest,
      workbox: {
        globPatterns: ['**/*.{js,css,html,svg,png,wasm}'],
        maximumFileSizeToCacheInBytes: 2_000_000,
        navigateFallback: '/token/index.html',
        cleanupOutdatedCaches: true,
        inlineWorkboxRuntime: true,
        sourcemap: false,
      },
    }),
    limitFirstLoad({ maxGzipBytes: 150_000 }),
  ],
  define: { __APP_VERSION__: JSON.stringify(packageJson.version) },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    // The strict content policy has no data: scripts and no inline ones: every asset is a file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Its report on a slow machine would stand in the middle of what `npm start` prints.
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
})
