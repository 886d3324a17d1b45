// Builds the console page into dist/: served at `/` by the server, and under `app://console/` by the desktop shell.
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  base: '/',
  plugins: [react()],
  // The first load is about 200 kB compressed, of the 350 kB allowed; the limit here is before compression.
  build: { chunkSizeWarningLimit: 700, target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
})
